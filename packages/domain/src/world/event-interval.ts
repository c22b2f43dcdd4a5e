import type { Interval } from '../evidence.ts';
import type { Standing } from './tables.ts';

export interface CommonInterval {
  readonly interval: Interval;
  /** The reports have no instant in common: the interval is their hull. */
  readonly conflicting: boolean;
}

/**
 * What the intervals of the assertions have in common, up to the second in which the earliest of them was recorded;
 * the hull of them, likewise cut, where that is nothing.
 */
export function commonInterval(assertions: readonly Standing[]): CommonInterval {
  const latest = Math.min(...assertions.map(({ logTime }) => Math.floor(logTime / 1000) + 1));
  const froms = assertions.map(({ interval }) => interval.from);
  const tos = assertions.map(({ interval }) => interval.to);
  const common = { from: Math.max(...froms), to: Math.min(latest, ...tos) };
  if (common.from < common.to) return { interval: common, conflicting: false };
  return {
    interval: { from: Math.min(...froms), to: Math.min(latest, Math.max(...tos)) },
    conflicting: true,
  };
}
