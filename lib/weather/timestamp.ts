export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

const PATTERN =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i;

function offsetMinutes(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}

/**
 * Reads an ISO-like date-time: `2013-01-01T06:00:00Z`, `2015-02-04 17:51:00`, `2015-02-04`, with or without seconds,
 * fractions and a zone. A stamp without a zone is UTC: `Date.parse` would take it as the local time of whoever runs it.
 *
 * @returns milliseconds since 1970-01-01T00:00Z, or NaN where the text is no such stamp or no day of the calendar.
 */
export function parseTimestamp(text: string): number {
  const match = PATTERN.exec(text);
  if (match === null) return NaN;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((digits) => Number(digits ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (hour > 23 || minute > 59 || second > 59) return NaN;
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month - 1, day);
  // The calendar rolls 30 February over to March, which is how it is found out.
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return NaN;
  const fraction = match[7] === undefined ? 0 : Number(`0.${match[7]}`);
  return midnight.getTime() + hour * HOUR + (minute - offsetMinutes(match[8])) * MINUTE + (second + fraction) * 1000;
}

/** A stamp as reports print it, to the minute and in UTC: `2013-02-12T08:00Z`. */
export function formatTimestamp(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16)}Z`;
}

/** 1 January 00:00 UTC of the year that `milliseconds` lies in. */
export function startOfYear(milliseconds: number): number {
  return Date.UTC(new Date(milliseconds).getUTCFullYear(), 0, 1);
}
