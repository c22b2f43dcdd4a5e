import type { Asked } from './terms.ts';

const interned = new WeakMap<object, Asked>();

/** The same claim with equal terms made one object, so that what is computed for one is there for all. */
export function intern<T extends Asked>(claim: T): T {
  const known = interned.get(claim);
  if (known !== undefined) return known as T;
  const shared = shareTerms(claim, new Map()) as T;
  interned.set(claim, shared);
  interned.set(shared, shared);
  return shared;
}

function shareTerms(value: unknown, seen: Map<string, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const key = JSON.stringify(value);
  if (!seen.has(key)) {
    const copy = Array.isArray(value)
      ? value.map((each) => shareTerms(each, seen))
      : Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shareTerms(each, seen)]));
    seen.set(key, copy);
  }
  return seen.get(key);
}
