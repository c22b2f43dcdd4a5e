/** A time in epoch milliseconds as a timestamptz column takes it. */
export function time(ms: number): string {
  return new Date(ms).toISOString();
}

/** A time in UTC seconds as a timestamptz column takes it. */
export function second(seconds: number): string {
  return time(seconds * 1000);
}

/** The same, or null where there is none. */
export function timeOrNull(ms: number | null): string | null {
  return ms === null ? null : time(ms);
}

/** Index of a table whose changes are told to the outside, in the order of the log. */
export const inOrderOfLog = '(partition, from_offset)';

/** SQL for an invariant: how many rows stand. */
export const howMany = 'count(*) filter (where until_offset is null)';
