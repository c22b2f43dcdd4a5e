/** Calendar dates in a zone, turned into instants once, when a claim is compiled. */

const hour = 3600;

/** Offset from UTC, in seconds, of a zone at an instant. @throws {RangeError} for an unknown zone */
function offsetAt(zone: string, instant: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(new Date(instant * 1000));
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local / 1000 - instant;
}

/** First second of a calendar day in a zone, where a clock moved forward at midnight included. */
export function startOfDay(day: string, zone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`) / 1000;
  const candidates = [
    midnight - offsetAt(zone, midnight - 14 * hour),
    midnight - offsetAt(zone, midnight + 14 * hour),
  ];
  const exact = candidates.filter((instant) => instant + offsetAt(zone, instant) === midnight);
  return Math.min(...(exact.length > 0 ? exact : candidates));
}

/** The offsets in use from `from` to `until`: `[since, offset]`, ascending, the first since `from`. */
export function offsetsBetween(zone: string, from: number, until: number): [number, number][] {
  const offsets: [number, number][] = [[from, offsetAt(zone, from)]];
  let known = from;
  while (known < until) {
    const next = Math.min(known + 7 * 24 * hour, until);
    const offset = offsetAt(zone, next);
    if (offset !== offsets.at(-1)?.[1]) offsets.push([changeBetween(zone, known, next), offset]);
    known = next;
  }
  return offsets;
}

function changeBetween(zone: string, before: number, after: number): number {
  const offset = offsetAt(zone, after);
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle) === offset) high = middle;
    else low = middle;
  }
  return high;
}
