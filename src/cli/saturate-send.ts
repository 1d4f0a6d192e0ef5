import { type AwayTime, awayTime } from '../load/saturate/away-time.ts';
import {
  RunningSaturation,
  type SaturateEnd,
  type SaturateOptions,
} from '../load/saturate/saturate.ts';
import { cycleSeconds, type SaturateStep, throughputOf } from '../load/saturate/step.ts';
import { formatNumber } from '../report/format-number.ts';
import { Interruption } from './interruption.ts';
import { tell } from './stderr.ts';

/** Runs a saturation to its end, or until Ctrl-C, and tells of each step. */
export async function sendSaturation(
  options: SaturateOptions,
  isQuiet: boolean,
): Promise<{
  readonly steps: readonly SaturateStep[];
  readonly end: SaturateEnd;
  readonly away: AwayTime;
}> {
  const away = await awayTime(options.request);
  const running = new RunningSaturation(options, (step) => {
    if (!isQuiet) tell(line(step));
  });
  const interruption = Interruption.watch('ended at once; nothing is kept', () => running.stop());
  try {
    return { ...(await running.done), away };
  } finally {
    interruption.end();
  }
}

function line(step: SaturateStep): string {
  const { connections, failed } = step;
  const bad = failed.unanswered + failed.status5xx;
  return [
    `${formatNumber(connections)} ${connections === 1 ? 'connection' : 'connections'}`,
    ...(throughputOf(step) > 0
      ? [
          `${formatNumber(throughputOf(step))} requests/s`,
          `${formatNumber(1000 * cycleSeconds(step))} ms`,
        ]
      : ['no answer to measure']),
    ...(bad > 0 ? [`${formatNumber(bad)} failed`] : []),
  ].join('  ');
}
