import type { Files } from '../reading/files.ts';
import type { Traffic } from './network-metric.ts';

/** What a strategy's sections are read against. */
export interface Scope {
  readonly files: Files;
  /** The group that is simulated: of what AWS printed, what belongs to it is taken. Undefined when it has no name. */
  readonly groupName: string | undefined;
  /** Undefined when it was refused. */
  readonly traffic: Traffic | undefined;
  /** Undefined when it was refused. */
  readonly evaluated: TimeSpan | undefined;
}

/** Epoch seconds; `end` is the first that is no longer part of it. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}
