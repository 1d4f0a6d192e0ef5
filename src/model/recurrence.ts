import { shown } from '../curve/shown.ts';
import { nextRun } from './scheduled-action.ts';

/**
 * Why a text is no `Recurrence`, to be said after the name of the value; undefined
 * when it is one: five fields of cron, without the extensions that some crons have.
 *
 * Source: EC2 Auto Scaling user guide, "Scheduled scaling", recurring schedules.
 */
export function whyNoRecurrence(text: string): string | undefined {
  const given = text.trim().split(/\s+/);
  if (given.length !== FIELDS.length) {
    const count = given.length === 1 ? 'one field' : `${given.length} fields`;
    const names = FIELDS.map(({ name }) => name).join(', ');
    return `${shown(text)} has ${count}: give five (${names}), such as "0 8 * * 1-5"`;
  }
  for (const [index, { name, pattern, values }] of FIELDS.entries()) {
    const field = given[index];
    const alone = FIELDS.map((_, i) => (i === index ? field : '*')).join(' ');
    if (pattern.test(field) && firstRun(alone) !== undefined) continue;
    return `${shown(text)} has ${name} ${shown(field)}: give ${values}, *, a list (1,2), a range (1-5) or a step (*/2)`;
  }
  if (firstRun(given.join(' ')) !== Number.POSITIVE_INFINITY) return undefined;
  return `${shown(text)} names a day that no month has: correct the day or the month`;
}

/** Epoch seconds; Infinity for a date that never comes, undefined for no pattern at all. */
function firstRun(Recurrence: string): number | undefined {
  try {
    return nextRun({ ScheduledActionName: '', Recurrence }, 0);
  } catch {
    return undefined;
  }
}

const NUMBERS = /^[\d*,/-]+$/;

const FIELDS = [
  { name: 'minute', pattern: NUMBERS, values: '0 to 59' },
  { name: 'hour', pattern: NUMBERS, values: '0 to 23' },
  { name: 'day of month', pattern: NUMBERS, values: '1 to 31' },
  {
    name: 'month',
    pattern: /^(?:[\d*,/-]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)+$/i,
    values: '1 to 12 or JAN to DEC',
  },
  {
    name: 'day of week',
    pattern: /^(?:[\d*,/-]|SUN|MON|TUE|WED|THU|FRI|SAT)+$/i,
    values: '0 to 7 or SUN to SAT',
  },
];
