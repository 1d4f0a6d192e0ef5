/** What a character is part of, and so how it is coloured. */
export type Paint = 'none' | 'area' | 'line' | 'gap';

/** A grid of characters; rows count from 1 at the bottom, columns from 0. */
export class Canvas {
  readonly #characters: string[][];
  readonly #paints: Paint[][];
  readonly #color: boolean;

  constructor(rows: number, columns: number, color: boolean) {
    this.#characters = Array.from({ length: rows }, () => Array<string>(columns).fill(' '));
    this.#paints = Array.from({ length: rows }, () => Array<Paint>(columns).fill('none'));
    this.#color = color;
  }

  put(row: number, column: number, character: string, paint: Paint): void {
    const characters = this.#characters[row - 1];
    const paints = this.#paints[row - 1];
    if (characters === undefined || paints === undefined) return;
    characters[column] = character;
    paints[column] = paint;
  }

  row(row: number): string {
    const characters = this.#characters[row - 1] ?? [];
    if (!this.#color) return characters.join('');
    const paints = this.#paints[row - 1] ?? [];
    let text = '';
    let current: Paint = 'none';
    characters.forEach((character, column) => {
      const paint = paints[column] ?? 'none';
      if (paint !== current) text += ESCAPES[paint];
      current = paint;
      text += character;
    });
    return current === 'none' ? text : text + ESCAPES.none;
  }
}

const ESCAPES: Readonly<Record<Paint, string>> = {
  none: '\u001b[0m',
  area: '\u001b[0;36m',
  line: '\u001b[0;1;33m',
  gap: '\u001b[0;2m',
};
