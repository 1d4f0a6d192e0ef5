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
