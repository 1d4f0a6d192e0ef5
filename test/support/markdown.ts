import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** The pages for people, from the project's root. */
export const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(`${PROJECT}docs`)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/${name}`),
];

export function readPage(page: string): string {
  return readFileSync(PROJECT + page, 'utf8');
}

/** A fenced block of code. */
export interface Block {
  readonly language: string;
  /** Without the fences, every line ended. */
  readonly text: string;
  /** The line of its first line of code, from 1. */
  readonly line: number;
}

export function codeBlocks(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(?<language>\w+)\n(?<text>[\s\S]*?)^```$/gm)].map((match) => ({
    language: match.groups?.language ?? '',
    text: match.groups?.text ?? '',
    line: markdown.slice(0, match.index).split('\n').length + 1,
  }));
}

/** The cells of every row of the tables below a heading, without header and rule. */
export function tableRows(markdown: string, heading: string): string[][] {
  const [, section = ''] = markdown.split(`\n## ${heading}\n`);
  const [content = ''] = section.split(/^## /m);
  const lines = content.split('\n').filter((line) => line.startsWith('|'));
  const rules = lines.map((line) => /^\|(?:-+\|)+$/.test(line));
  return lines
    .filter((_, index) => !rules[index] && !rules[index + 1])
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
}
