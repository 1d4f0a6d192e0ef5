/**
 * Seconds of a duration in weeks, days, hours, minutes and seconds, the larger
 * unit first, each with decimals if need be: `90s`, `40m`, `12h`, `3d12h`, `2w`,
 * `1.5h`. NaN when the text is none.
 */
export function parseDuration(text: string): number {
  const parts = DURATION.exec(text)?.groups;
  if (parts === undefined || text === '') return Number.NaN;
  const seconds = UNITS.reduce((sum, [unit, each]) => sum + Number(parts[unit] ?? 0) * each, 0);
  return Number.isFinite(seconds) ? seconds : Number.NaN;
}

/** What `parseDuration` reads, from days down; to the millisecond. */
export function formatDuration(seconds: number): string {
  let rest = Math.round(seconds * 1000);
  const parts = UNITS.slice(1).map(([unit, each]) => {
    const count = unit === 's' ? rest / 1000 : Math.floor(rest / (each * 1000));
    rest -= count * each * 1000;
    return count === 0 ? '' : `${count}${unit}`;
  });
  return parts.join('') || '0s';
}

/** What to say after "give" where a duration is wanted. */
export const A_DURATION = 'a duration such as 90s, 40m, 12h, 3d12h or 2w';

const UNITS = [
  ['w', 604_800],
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const;

const DURATION = new RegExp(
  `^${UNITS.map(([unit]) => `(?:(?<${unit}>\\d+(?:\\.\\d+)?)${unit})?`).join('')}$`,
);
