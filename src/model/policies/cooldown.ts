import type { View } from './running-policy.ts';

/**
 * The time after a simple scaling activity in which no other begins. It starts
 * when the last instance has finished launching or terminating.
 *
 * Source: EC2 Auto Scaling user guide, "Scaling cooldowns".
 */
export class Cooldown {
  #seconds = 0;
  #running = false;

  /** All that decides when it is over. */
  get state(): CooldownState {
    return { seconds: this.#seconds, running: this.#running };
  }

  /** Goes on from a state. */
  takeUp({ seconds, running }: CooldownState): void {
    this.#seconds = seconds;
    this.#running = running;
  }

  start(seconds: number): void {
    this.#seconds = seconds;
    this.#running = true;
  }

  isOver({ group, now }: View): boolean {
    if (!this.#running) return true;
    if (group.pending > 0 || group.draining > 0) return false;
    if (now < group.settledAt + this.#seconds) return false;
    this.#running = false;
    return true;
  }
}

export interface CooldownState {
  readonly seconds: number;
  readonly running: boolean;
}
