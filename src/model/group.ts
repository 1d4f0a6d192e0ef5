/**
 * The life cycle of an Auto Scaling group's instances, told the time.
 *
 * Pending → InService → (healthy, warm) → Terminating → gone. InService is not yet
 * serving: the load balancer sends traffic after the first passed health check; and
 * not yet warm: until then policies do not count on it.
 *
 * Source: EC2 Auto Scaling user guide, "Instance lifecycle" and "Default instance
 * warmup". Scale-in takes the oldest instance in service: the default termination
 * policy ends in a choice that a group of like instances in one zone leaves open.
 */
export class AutoScalingGroup {
  min: number;
  max: number;
  desired: number;
  /** Epoch seconds at which an instance last finished launching or terminating. */
  settledAt = Number.NEGATIVE_INFINITY;
  pending = 0;
  inService = 0;
  /** In service, but not warmed up. */
  warming = 0;
  /** In service and past its first health check. */
  healthy = 0;
  /** Of the healthy ones, those that have warmed up. */
  healthyAndWarm = 0;
  draining = 0;
  launched = 0;
  terminated = 0;
  /** Seconds billed for instances that lived less than the billed minimum. */
  minimumBilledSeconds = 0;

  /** When the group's own metrics begin to count an instance; of those to come. */
  warmupSeconds: number;
  readonly #host: GroupHost;
  readonly #drainSeconds: number;
  readonly #instances = new Map<number, Instance>();
  #lastId = 0;

  /**
   * @param options seconds; `warmupSeconds` is when the group's own metrics begin to
   *   count an instance
   * @param now epoch seconds; the desired capacity is in service, healthy and warm from the start
   */
  constructor(options: GroupOptions, host: GroupHost, now: number) {
    this.min = options.min;
    this.max = options.max;
    this.desired = options.desired;
    this.#host = host;
    this.warmupSeconds = options.warmupSeconds;
    this.#drainSeconds = options.drainSeconds;
    for (let i = 0; i < options.desired; i++) {
      this.#admit({
        state: 'InService',
        healthy: true,
        warm: true,
        launchedAt: now - ALWAYS,
        inServiceAt: now - ALWAYS,
      });
    }
  }

  /** Goes on from a state, of this group or of one like it. */
  takeUp({ instances, settledAt, lastId, min, max, desired }: GroupState): void {
    this.min = min;
    this.max = max;
    this.desired = desired;
    this.settledAt = settledAt ?? Number.NEGATIVE_INFINITY;
    this.#lastId = lastId;
    this.#instances.clear();
    this.pending = 0;
    this.inService = 0;
    this.warming = 0;
    this.healthy = 0;
    this.healthyAndWarm = 0;
    this.draining = 0;
    for (const { inServiceAt, ...instance } of instances)
      this.#count({ ...instance, inServiceAt: inServiceAt ?? Number.POSITIVE_INFINITY });
  }

  /** All that decides what will become of it, but for what the host lets happen. */
  get state(): GroupState {
    const { min, max, desired, settledAt } = this;
    return {
      min,
      max,
      desired,
      settledAt: Number.isFinite(settledAt) ? settledAt : null,
      lastId: this.#lastId,
      instances: this.instances.map(({ inServiceAt, ...instance }) => ({
        ...instance,
        inServiceAt: Number.isFinite(inServiceAt) ? inServiceAt : null,
      })),
    };
  }

  /** Those that are not gone, in the order of their launch. */
  get instances(): readonly Readonly<Instance>[] {
    return [...this.#instances.values()];
  }

  /** Instances of a scale-out that are launching, or in service for less than their warm-up. */
  isWarming(now: number, warmupSeconds: number): boolean {
    if (this.pending > 0) return true;
    if (this.warming === 0 && warmupSeconds <= this.warmupSeconds) return false;
    for (const { state, inServiceAt } of this.#instances.values()) {
      if (state === 'InService' && now - inServiceAt < warmupSeconds) return true;
    }
    return false;
  }

  /** Instances that came into service before a moment of the last minutes, and were still warming then. */
  warmingBefore(moment: number, warmupSeconds: number): number {
    let warming = 0;
    for (const { state, inServiceAt } of this.#instances.values()) {
      if (state !== 'InService' || inServiceAt >= moment) continue;
      if (moment - inServiceAt < warmupSeconds) warming++;
    }
    return warming;
  }

  /** Instances that have been in service for their warm-up. */
  warmedUp(now: number, warmupSeconds: number): number {
    let warm = 0;
    for (const { state, inServiceAt } of this.#instances.values()) {
      if (state === 'InService' && now - inServiceAt >= warmupSeconds) warm++;
    }
    return warm;
  }

  /** @param desired within min and max */
  setDesired(desired: number, now: number): void {
    this.desired = desired;
    this.#meetDesired(now);
  }

  /**
   * New bounds, a new desired capacity, or both. The desired capacity follows the
   * bounds where they move past it; bounds that contradict each other, and a desired
   * capacity outside of them, are refused and change nothing.
   *
   * @returns whether it was taken
   *
   * Source: EC2 Auto Scaling API reference, UpdateAutoScalingGroup.
   */
  update(changes: GroupUpdate, now: number): boolean {
    const { min = this.min, max = this.max, desired = this.desired } = changes;
    if (min > max) return false;
    if (changes.desired !== undefined && (desired < min || desired > max)) return false;
    this.min = min;
    this.max = max;
    this.setDesired(Math.min(max, Math.max(min, desired)), now);
    return true;
  }

  /** Something the host was asked to let happen has happened; of an instance that is gone it means nothing. */
  happen(what: Happening, id: number, now: number): void {
    const instance = this.#instances.get(id);
    if (instance === undefined) return;
    switch (what) {
      case 'in-service':
        if (instance.state === 'Pending') this.#enterService(instance, now);
        return;
      case 'healthy':
        if (instance.state === 'InService' && !instance.healthy)
          this.#passHealthCheck(instance, now);
        return;
      case 'warm':
        if (instance.state === 'InService' && !instance.warm) this.#warmUp(instance);
        return;
      case 'drained':
        if (instance.state === 'Terminating') this.#end(instance, now);
    }
  }

  #meetDesired(now: number): void {
    while (this.pending + this.inService < this.desired) this.#launch(now);
    while (this.pending + this.inService > this.desired) this.#terminateOne(now);
  }

  #launch(now: number): void {
    const instance = this.#admit({
      state: 'Pending',
      healthy: false,
      warm: false,
      launchedAt: now,
      inServiceAt: Number.POSITIVE_INFINITY,
    });
    this.launched++;
    this.#host.launch(instance.id, now);
  }

  #admit(fields: Omit<Instance, 'id'>): Instance {
    const instance = { id: ++this.#lastId, ...fields };
    this.#count(instance);
    return instance;
  }

  #count(instance: Instance): void {
    const { state, healthy, warm } = instance;
    this.#instances.set(instance.id, instance);
    if (state === 'Pending') this.pending++;
    else if (state === 'Terminating') this.draining++;
    else {
      this.inService++;
      if (!warm) this.warming++;
      if (healthy) this.healthy++;
      if (healthy && warm) this.healthyAndWarm++;
    }
  }

  #enterService(instance: Instance, now: number): void {
    instance.state = 'InService';
    instance.inServiceAt = now;
    this.settledAt = now;
    this.pending--;
    this.inService++;
    this.warming++;
    this.#host.boot(instance.id, now);
    this.#host.after(this.warmupSeconds, 'warm', instance.id, now);
  }

  #passHealthCheck(instance: Instance, now: number): void {
    instance.healthy = true;
    this.healthy++;
    if (instance.warm) this.healthyAndWarm++;
    this.#host.serving?.(instance.id, now);
  }

  #warmUp(instance: Instance): void {
    instance.warm = true;
    this.warming--;
    if (instance.healthy) this.healthyAndWarm++;
  }

  #terminateOne(now: number): void {
    const instance = this.#oldest('InService') ?? this.#oldest('Pending');
    if (instance === undefined) throw new Error('no instance is left to terminate');
    this.terminated++;
    this.#host.terminating?.(instance.id, now);
    if (instance.state === 'Pending') {
      this.pending--;
      this.#end(instance, now);
      return;
    }
    this.inService--;
    if (!instance.warm) this.warming--;
    if (instance.healthy) this.healthy--;
    if (instance.healthy && instance.warm) this.healthyAndWarm--;
    instance.state = 'Terminating';
    this.draining++;
    this.#host.after(this.#drainSeconds, 'drained', instance.id, now);
    if (instance.healthy) this.#host.leaving?.(instance.id, now);
  }

  /** A Map keeps the order of launch. */
  #oldest(state: Instance['state']): Instance | undefined {
    for (const instance of this.#instances.values()) if (instance.state === state) return instance;
    return undefined;
  }

  #end(instance: Instance, now: number): void {
    if (instance.state === 'Terminating') this.draining--;
    this.settledAt = now;
    this.#instances.delete(instance.id);
    this.minimumBilledSeconds += Math.max(0, MINIMUM_BILLED_SECONDS - (now - instance.launchedAt));
  }
}

/** EC2 bills Linux instances by the second, a minute at the least (Amazon EC2 pricing). */
const MINIMUM_BILLED_SECONDS = 60;

/** Long before anything that is simulated. */
const ALWAYS = 1e9;

export type Happening = 'in-service' | 'healthy' | 'warm' | 'drained';

export interface GroupOptions {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly warmupSeconds: number;
  /** From the decision to terminate until the instance is gone: the deregistration delay. */
  readonly drainSeconds: number;
}

export interface GroupUpdate {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly desired?: number | undefined;
}

/** The world around the group: a virtual clock, or processes and timers. It calls back with `happen`. */
export interface GroupHost {
  /** Starts an instance; later it is `in-service`. */
  launch(id: number, now: number): void;
  /** An instance has begun to boot its service; later it is `healthy`. */
  boot(id: number, now: number): void;
  /** Lets `what` happen to an instance after some seconds. */
  after(seconds: number, what: Happening, id: number, now: number): void;
  /** An instance was chosen to be terminated. */
  terminating?(id: number, now: number): void;
  /** The load balancer begins to send traffic to an instance. */
  serving?(id: number, now: number): void;
  /** The load balancer stops sending traffic to an instance. */
  leaving?(id: number, now: number): void;
}

/** A group's state, such that JSON can hold it: null stands where a time has not come yet. */
export interface GroupState {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly settledAt: number | null;
  readonly lastId: number;
  readonly instances: readonly (Omit<Readonly<Instance>, 'inServiceAt'> & {
    readonly inServiceAt: number | null;
  })[];
}

export interface Instance {
  readonly id: number;
  readonly launchedAt: number;
  state: 'Pending' | 'InService' | 'Terminating';
  inServiceAt: number;
  healthy: boolean;
  warm: boolean;
}
