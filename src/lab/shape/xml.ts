import type { Shape } from './shape.ts';

/** Writes a value as AWS's query protocol answers: `<Metrics><member>…</member></Metrics>`. */
export function toXml(shape: Shape, value: unknown): string {
  switch (shape.kind) {
    case 'timestamp':
      return new Date(Number(value)).toISOString();
    case 'list':
      return (value as unknown[])
        .map((each) => element('member', toXml(shape.member, each)))
        .join('');
    case 'map':
      return Object.entries(value as object)
        .map(([key, each]) =>
          element(
            'entry',
            element('key', escapeXml(key)) + element('value', toXml(shape.value, each)),
          ),
        )
        .join('');
    case 'structure':
      return Object.entries(shape.members)
        .map(([name, member]) => {
          const each = (value as Record<string, unknown>)[name];
          return each === undefined ? '' : element(name, toXml(member, each));
        })
        .join('');
    default:
      return escapeXml(String(value));
  }
}

export function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

/** Text in XML; characters that XML 1.0 cannot hold become the replacement character. */
export function escapeXml(text: string): string {
  return text
    .replace(FORBIDDEN, '\u{fffd}')
    .replace(/[&<>"\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** XML 1.0, production 2, "Char". */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
