import { mergeEncoded, percentileMs } from '../load/histogram.ts';
import { JUDGED_SECONDS, judgeGenerator } from '../load/judge-generator.ts';
import type { RecordedSecond } from '../load/recording.ts';
import { sumOfCounts } from '../load/sum-of-counts.ts';
import type { GroupSample } from '../load/watch/group-sample.ts';
import { formatNumber } from '../report/format-number.ts';
import { tell } from './stderr.ts';

/**
 * How a run goes: a line that moves on a terminal, a line each ten seconds elsewhere,
 * and at once when the generator falls short.
 */
export class LiveLine {
  readonly #seconds: number;
  readonly #isQuiet: boolean;
  readonly #isTerminal = process.stderr.isTTY === true;
  #hasWarned = false;
  #group: GroupSample | undefined;

  /** @param seconds how long the curve is */
  constructor(seconds: number, isQuiet: boolean) {
    this.#seconds = seconds;
    this.#isQuiet = isQuiet;
  }

  /** @param seconds all so far */
  second(seconds: readonly RecordedSecond[]): void {
    if (this.#isQuiet) return;
    this.#warn(seconds);
    const last = seconds[seconds.length - 1];
    if (this.#isTerminal) process.stderr.write(`\r\u001b[K${this.#line([last])}`);
    else if (last.second % EVERY === EVERY - 1) tell(this.#line(seconds.slice(-EVERY)));
  }

  /** What is known of the group, for the lines to come. */
  group(sample: GroupSample): void {
    if (sample.desired !== null) this.#group = sample;
  }

  /** Says what must not wait. */
  interrupt(text: string): void {
    this.end();
    tell(text);
  }

  /** Says what may go unsaid where one wants to hear of errors alone. */
  note(text: string): void {
    if (!this.#isQuiet) this.interrupt(text);
  }

  /** Takes the line away. */
  end(): void {
    if (this.#isTerminal && !this.#isQuiet) process.stderr.write('\r\u001b[K');
  }

  #warn(seconds: readonly RecordedSecond[]): void {
    if (this.#hasWarned || seconds.length < JUDGED_SECONDS) return;
    const { because } = judgeGenerator(seconds.slice(-JUDGED_SECONDS));
    if (because === null) return;
    this.#hasWarned = true;
    this.end();
    tell(`${WARNINGS[because]}; its latencies are not the server's`);
  }

  #time(now: number): string {
    const all = Math.ceil(this.#seconds);
    return now > all ? `${all} s and ${now - all} s for the rest` : `${now} s of ${all} s`;
  }

  #line(seconds: readonly RecordedSecond[]): string {
    const sum = (of: (second: RecordedSecond) => number) =>
      seconds.reduce((total, second) => total + of(second), 0);
    const histogram = mergeEncoded(seconds.map(({ response }) => response));
    const last = seconds[seconds.length - 1];
    const rate = (count: number) => formatNumber(Math.round(count / seconds.length));
    const parts = [
      this.#time(last.second + 1),
      `planned ${rate(sum(({ planned }) => planned))}/s`,
      `sent ${rate(sum(({ sent }) => sent))}/s`,
      `p95 ${formatNumber(percentileMs(histogram, 95))} ms`,
      `failed ${formatNumber(sum(({ failed }) => sumOfCounts(failed)))}`,
      `5xx ${formatNumber(sum(({ balancerErrors, targetErrors }) => balancerErrors + targetErrors))}`,
      `waiting ${formatNumber(last.waiting)}`,
    ];
    if (this.#group !== undefined)
      parts.push(`in service ${this.#group.inService} of ${this.#group.desired}`);
    return parts.join('  ');
  }
}

const EVERY = 10;

const WARNINGS = {
  cpu: 'the generator cannot hold the rate: its own CPU is the limit',
  connections:
    'the generator cannot hold the rate: all its connections are in use although the server is fast',
  sockets: 'the generator cannot hold the rate: this machine has no socket left',
} as const;
