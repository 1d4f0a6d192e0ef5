import { formatNumber } from './format-number.ts';

export interface Column<Row> {
  readonly header: string;
  /** A cell's content; numbers are written by `formatNumber`, undefined as a dash. */
  readonly cell: (row: Row) => string | number | undefined;
  /** Decimals of a number; default: what `formatNumber` finds meaningful. */
  readonly decimals?: number;
  /** Default: right where every known cell is a number, else left. */
  readonly align?: 'left' | 'right';
}

/** Rows as aligned text: a line of headers, a rule, a line a row; two spaces between columns. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const texts = columns.map((column) => columnTexts(rows, column));
  const line = (index: number) => texts.map((column) => column[index]).join('  ');
  const rule = texts.map(([header = '']) => '─'.repeat(lengthOf(header))).join('  ');
  const body = rows.map((_, index) => line(index + 1));
  return [line(0), rule, ...body].map((text) => text.trimEnd()).join('\n');
}

/** The header and the cells of a column, all of one width. */
function columnTexts<Row>(rows: readonly Row[], column: Column<Row>): string[] {
  const values = rows.map(column.cell);
  const cells = values.map((value) =>
    typeof value === 'string' ? value : formatNumber(value, column.decimals),
  );
  const right = (column.align ?? naturalAlignment(values)) === 'right';
  const width = Math.max(...[column.header, ...cells].map(lengthOf));
  return [column.header, ...cells].map((text) => {
    const padding = ' '.repeat(width - lengthOf(text));
    return right ? padding + text : text + padding;
  });
}

function naturalAlignment(values: readonly (string | number | undefined)[]): 'left' | 'right' {
  return values.some((value) => typeof value === 'string') ? 'left' : 'right';
}

/** Characters, not UTF-16 units. */
function lengthOf(text: string): number {
  return [...text].length;
}
