const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** What came of some work, and the exit code of the signal that cut it short. */
export interface Interruptible<T> {
  result: T;
  exitCode: number | undefined;
}

/**
 * Runs work that can be aborted: Ctrl-C (or SIGTERM) asks it to end and to keep what is done, a second one ends the process
 * at once.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<Interruptible<T>> {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const interrupt = (signal: keyof typeof exitCodes): void => {
    if (exitCode !== undefined) process.exit(exitCodes[signal]);
    exitCode = exitCodes[signal];
    controller.abort();
  };
  const signals = Object.keys(exitCodes) as (keyof typeof exitCodes)[];
  for (const signal of signals) process.on(signal, interrupt);
  try {
    const result = await work(controller.signal);
    return { result, exitCode };
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}
