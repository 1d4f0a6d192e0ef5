/** How long something takes: always the same, or drawn from a log-normal distribution given by its mean and 95th percentile. */
export type Duration = number | { readonly mean: number; readonly p95: number };
