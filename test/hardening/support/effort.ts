/** Whether to take the time that `npm run test:sanitize` takes, not the little that `npm test` has. */
export const long = process.env['LEEWAY_HARDENING'] === 'long';
