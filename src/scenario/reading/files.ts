import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { shown } from '../../curve/shown.ts';
import { PlimsollError } from '../../error.ts';
import type { Path } from '../../model/json/path.ts';
import { readDocument, type TextDocument } from './document.ts';
import type { Problems } from './problems.ts';
import { whyUnreadable } from './unreadable.ts';

/** What stands in a file, and where: below the key that names it. */
export interface OpenFile {
  readonly value: unknown;
  readonly at: Path;
}

/**
 * The JSON and YAML files that a scenario names. Each is read once, however often
 * it is named, and problems with what it holds are told by its own lines.
 */
export class Files {
  readonly #baseDir: string;
  readonly #problems: Problems;
  readonly #read = new Map<string, TextDocument | PlimsollError>();

  /** @param baseDir the directory that names are relative to */
  constructor(baseDir: string, problems: Problems) {
    this.#baseDir = baseDir;
    this.#problems = problems;
  }

  /** Opens the file that is named at `at`; undefined when it cannot be read. */
  open(file: string, at: Path): OpenFile | undefined {
    let document = this.#read.get(file);
    if (document === undefined) {
      const text = this.#text(file, at);
      if (text === undefined) return undefined;
      document = parse(text, file);
      this.#read.set(file, document);
    }
    if (document instanceof PlimsollError) {
      this.#problems.elsewhere(document);
      return undefined;
    }
    const inside = [...at, 'contents'];
    this.#problems.mount(inside, file, document.lineOf);
    return { value: document.value, at: inside };
  }

  #text(file: string, at: Path): string | undefined {
    const path = resolve(this.#baseDir, file);
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      this.#problems.of(at, `${shown(file)} cannot be read: ${whyUnreadable(error, path)}`);
      return undefined;
    }
  }
}

function parse(text: string, file: string): TextDocument | PlimsollError {
  try {
    return readDocument(text, file, 'what the command printed, saved as UTF-8');
  } catch (error) {
    if (error instanceof PlimsollError) return error;
    throw error;
  }
}
