import {
  build,
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  type Histogram,
} from 'hdr-histogram-js';

/**
 * HDR histograms of microseconds, three significant digits: a value is told to within
 * 0.1 %, and any number of them merge without loss.
 */
function emptyHistogram(): Histogram {
  return build({ lowestDiscernibleValue: 1, numberOfSignificantValueDigits: 3, autoResize: true });
}

export function histogramOf(columns: readonly Uint32Array[]): Histogram {
  const histogram = emptyHistogram();
  for (const column of columns) for (const value of column) histogram.recordValue(value);
  return histogram;
}

/** The encoding that HdrHistogram's tools read: V2, deflated, in base 64; nothing for nothing. */
export function encodeHistogram(histogram: Histogram): string {
  return histogram.totalCount === 0 ? '' : encodeIntoCompressedBase64(histogram);
}

/** One histogram of many that are encoded. Throws where a text is none. */
export function mergeEncoded(texts: Iterable<string>): Histogram {
  const histogram = emptyHistogram();
  for (const text of texts) if (text !== '') histogram.add(decodeFromCompressedBase64(text));
  return histogram;
}

export function isEncodedHistogram(text: string): boolean {
  try {
    if (text !== '') decodeFromCompressedBase64(text);
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds below or at which so many percent lie; NaN where there is nothing. */
export function percentileMs(histogram: Histogram, percent: number): number {
  if (histogram.totalCount === 0) return Number.NaN;
  return histogram.getValueAtPercentile(percent) / 1000;
}
