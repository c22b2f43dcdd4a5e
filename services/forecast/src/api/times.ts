/** Epoch milliseconds as the API writes a time. */
export function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}

/** UTC seconds as the API writes a time. */
export function isoOfSecond(seconds: number): string {
  return isoOf(seconds * 1000);
}

export function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : isoOf(ms);
}

export function isoOfSecondOrNull(seconds: number | null): string | null {
  return seconds === null ? null : isoOfSecond(seconds);
}

/** UTC seconds of an instant, or of the start of a date in UTC. */
export function secondOf(iso: string | undefined): number | undefined {
  return iso === undefined ? undefined : Date.parse(iso) / 1000;
}
