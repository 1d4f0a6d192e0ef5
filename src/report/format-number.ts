/**
 * A number for people: thousands separated by commas, and as many decimals as
 * leave three digits that mean something (0.206, 4.52, 38.1, 1,027), or exactly
 * `decimals`. What is not known (undefined, NaN) is a dash.
 */
export function formatNumber(value: number | undefined, decimals?: number): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  const fixed = value.toFixed(decimals ?? meaningfulDecimals(value));
  const [whole = '', fraction] = fixed.split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return /[1-9]/.test(text) ? text : text.replace('-', '');
}

function meaningfulDecimals(value: number): number {
  if (Number.isInteger(value)) return 0;
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  return Math.min(Math.max(2 - magnitude, 0), 6);
}
