import * as z from 'zod';
import { PlimsollError } from '../error.ts';
import { check } from '../scenario/reading/check.ts';
import { readDocument } from '../scenario/reading/document.ts';
import { list, number } from '../scenario/reading/fields.ts';
import { Problems } from '../scenario/reading/problems.ts';
import { whyNoHeader, whyNoMethod, whyNoPath } from './http-words.ts';
import type { LoadRequest } from './request-mix.ts';

/**
 * Reads a file of requests: a list, in YAML or JSON, of mappings with `path`, and
 * if need be `method`, `headers`, `body` and `weight`.
 *
 * Throws a `PlimsollError` (`bad-file`) with a problem a line.
 *
 * @param headers that every request has; its own come after them and win
 */
export function readRequests(
  text: string,
  source: string,
  headers: readonly string[],
): LoadRequest[] {
  const document = readDocument(text, source, 'a list of requests in YAML or JSON');
  const problems = new Problems(source, document.lineOf);
  const items = check(list('requests, each with a path'), document.value, [], problems) ?? [];
  const requests = items.flatMap((item, index) => {
    const request = check(shape, item, [index], problems);
    if (request === undefined) return [];
    for (const [name, value] of Object.entries(request.headers)) {
      const why = whyNoHeader(name, value);
      if (why !== undefined) problems.of([index, 'headers', name], why);
    }
    return [
      {
        weight: request.weight,
        method: request.method,
        path: request.path,
        headers: withOwn(headers, request.headers),
        body: request.body === undefined ? null : Buffer.from(request.body),
      },
    ];
  });
  problems.throwIfAny();
  if (requests.length === 0)
    throw new PlimsollError('bad-file', `${source}: holds no request; give one or more`);
  return requests;
}

function withOwn(
  headers: readonly string[],
  own: Readonly<Record<string, string>>,
): readonly string[] {
  const names = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  const kept = headers.filter((_, i) => !names.has(headers[i - (i % 2)].toLowerCase()));
  return [...kept, ...Object.entries(own).flat()];
}

/** Text that a rule of HTTP allows; `why` says what is wrong with it. */
function word(why: (value: string) => string | undefined, error: string) {
  return z.string({ error }).refine((value) => why(value) === undefined, { error });
}

const shape = z.object(
  {
    path: word(whyNoPath, 'a path such as /search?q=tea, without the host'),
    method: word(whyNoMethod, 'a method such as GET or POST').default('GET'),
    headers: z
      .record(z.string(), z.string({ error: 'text (in quotes when it is a number)' }), {
        error: 'a mapping such as { Accept: application/json }',
      })
      .default({}),
    body: z.string({ error: 'text' }).optional(),
    weight: number({ above: 0 }).default(1),
  },
  { error: 'a mapping such as { path: /search?q=tea, weight: 3 }' },
);
