/** A file of data that is not what it should be: one line for the user. */
export class DataError extends Error {}
