/** A time in epoch milliseconds as a timestamptz column takes it. */
export function time(ms: number): string {
  return new Date(ms).toISOString();
}
