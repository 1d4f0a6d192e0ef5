/**
 * The first Ctrl-C, or a supervisor's wish, gives a signal to stop in good order; the
 * second ends the process at once. Watched until `end`.
 */
export function stopOnInterrupt(): { readonly signal: AbortSignal; readonly end: () => void } {
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    signal: stop.signal,
    end: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
