import { nearest } from '../curve/nearest.ts';
import { shown } from '../curve/shown.ts';

/** Why a text is no IANA time zone, to be said after the name of the value; undefined when it is one. */
export function whyNoTimeZone(name: string): string | undefined {
  const known = Intl.supportedValuesOf('timeZone');
  if (known.includes(name) || UTC.includes(name)) return undefined;
  const sameLetters = known.find((zone) => zone.toLowerCase() === name.toLowerCase());
  // Former names, such as US/Pacific, are taken but not listed.
  if (sameLetters === undefined && name.includes('/') && isKnown(name)) return undefined;
  const meant = sameLetters ?? nearest(name, known) ?? byPlace(name, known);
  const hint = meant === undefined ? '' : ` (did you mean "${meant}"?)`;
  return `${shown(name)} is no time zone${hint}: give an IANA name, such as Europe/Berlin or Etc/UTC`;
}

const UTC = ['UTC', 'GMT', 'Etc/UTC', 'Etc/GMT'];

function isKnown(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

/** `Berlin` and `Germany/Berlin` mean the zone of that place. */
function byPlace(name: string, known: readonly string[]): string | undefined {
  const place = nearest(placeOf(name), known.map(placeOf));
  return known.find((zone) => placeOf(zone) === place);
}

function placeOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1);
}
