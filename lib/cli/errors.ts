/** A mistake on the command line, or input that will not do: one line for the user, exit code 2. */
export class UsageError extends Error {}

/** Whether an error is the user's to mend (an option, a file, data), not a fault of leeway. */
export function isUsersError(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  const { code } = (error ?? {}) as { code?: unknown };
  return error instanceof Error && typeof code === 'string' && /^(ERR_LEEWAY_|E[A-Z]+$)/.test(code);
}

/** Its message without line breaks. */
export function oneLine(error: Error): string {
  return error.message.replace(/\s*\n\s*/g, ' ');
}
