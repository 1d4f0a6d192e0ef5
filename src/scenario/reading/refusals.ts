import * as z from 'zod';
import { isMapping } from '../../model/json/mapping.ts';

/*
 * Keys and values that are understood and still not taken. The message of each is
 * all that follows the name of the value.
 */

type Code = 'bad-file' | 'not-supported';

/** A key that has a meaning, but no code behind it yet. */
export function notYet(cure = 'leave it out') {
  return absent(`is not supported yet: ${cure}`, 'not-supported');
}

/** A key that may not stand here, for the reason that `says` gives. */
export function misplaced(says: string) {
  return absent(says, 'bad-file');
}

/** A key that AWS prints and that decides nothing here. */
export function ignored() {
  return z.unknown().optional();
}

/** `field`, for which a mapping with any of `keys` is a way of saying it that is not built yet. */
export function notYetAs<Field extends z.ZodType>(
  keys: readonly string[],
  field: Field,
  cure: string,
) {
  return z.preprocess((value, context) => {
    if (!isMapping(value) || !keys.some((key) => Object.hasOwn(value, key))) return value;
    const says = `as { ${keys.join(', ')} } is not supported yet: ${cure}`;
    return refuse(context, says, 'not-supported');
  }, field);
}

/** Reports the value at hand. */
export function refuse(
  context: z.core.$RefinementCtx<unknown>,
  says: string,
  code: Code = 'bad-file',
): never {
  context.addIssue({ code: 'custom', message: says, params: { refused: code } });
  return z.NEVER;
}

/** The code that `refuse` and its like gave an issue; undefined for any other issue. */
export function refusalCode(issue: z.core.$ZodIssue): Code | undefined {
  const code: unknown = issue.code === 'custom' ? issue.params?.refused : undefined;
  return code === 'bad-file' || code === 'not-supported' ? code : undefined;
}

function absent(says: string, code: Code) {
  const isAbsent = (value: unknown) => value === undefined;
  return z.custom<undefined>(isAbsent, { error: says, params: { refused: code } }).optional();
}
