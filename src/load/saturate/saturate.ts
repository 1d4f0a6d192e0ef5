import { measure } from './measure.ts';
import { nextStep } from './next-step.ts';
import type { SaturateRequest } from './request.ts';
import { failedShare, type SaturateStep } from './step.ts';

export interface SaturateOptions {
  readonly request: SaturateRequest;
  readonly mostConnections: number;
  readonly stepSeconds: number;
  readonly stopAtErrorsPercent: number;
}

export type SaturateEnd = 'finished' | 'interrupted' | 'failing';

/** Steps the number of connections until the target's ceiling is known, or `stop` is called. */
export class RunningSaturation {
  readonly done: Promise<{ readonly steps: readonly SaturateStep[]; readonly end: SaturateEnd }>;
  #isStopped = false;
  #stopStep: () => void = () => {};

  /** @param onStep hears of each step that is over */
  constructor(options: SaturateOptions, onStep: (step: SaturateStep) => void) {
    this.done = this.#run(options, onStep);
  }

  stop(): void {
    this.#isStopped = true;
    this.#stopStep();
  }

  async #run(
    { request, mostConnections, stepSeconds, stopAtErrorsPercent }: SaturateOptions,
    onStep: (step: SaturateStep) => void,
  ) {
    const steps: SaturateStep[] = [];
    const step = async (connections: number, seconds: number) => {
      const measuring = measure(request, connections, seconds, stopAtErrorsPercent);
      this.#stopStep = measuring.stop;
      return await measuring.done;
    };
    const isFailing = (one: SaturateStep) => 100 * failedShare(one) > stopAtErrorsPercent;
    // Both sides' code is compiled while nobody counts.
    const warmUp = await step(1, stepSeconds / 2);
    if (isFailing(warmUp) && !this.#isStopped) {
      onStep(warmUp);
      return { steps: [warmUp], end: 'failing' as const };
    }
    for (;;) {
      const connections = nextStep(steps, mostConnections, stepSeconds);
      if (connections === undefined) return { steps, end: 'finished' as const };
      if (this.#isStopped) return { steps, end: 'interrupted' as const };
      const one = await step(connections, stepSeconds);
      // Of a step that was cut short too little is known.
      if (this.#isStopped) return { steps, end: 'interrupted' as const };
      steps.push(one);
      onStep(one);
      if (isFailing(one)) return { steps, end: 'failing' as const };
    }
  }
}
