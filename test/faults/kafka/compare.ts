import { positionText } from '@casus/log';
import { nothingFound } from '../findings.ts';
import type { Findings } from '../findings.ts';
import type { StoredLog } from './stored-log.ts';
import { nameOf } from './traffic.ts';

/** Every acknowledged record stands where the answer said, and is delivered once; none is delivered twice. */
export function compareAcknowledged(
  { stored, delivered }: StoredLog,
  acknowledged: ReadonlyMap<string, string>,
): Findings {
  const names = new Map<string, string | undefined>();
  for (const record of [...stored.values()].flat()) names.set(positionText(record.position), nameOf(record));
  const times = new Map<string, number>();
  for (const record of delivered) {
    const name = nameOf(record);
    if (name !== undefined) times.set(name, (times.get(name) ?? 0) + 1);
  }
  const lost = [...acknowledged].filter(
    ([name, position]) => names.get(position) !== name || !times.has(name),
  );
  const doubled = [...times].filter(([, count]) => count > 1);
  return {
    ...nothingFound,
    lost: lost.length,
    doubled: doubled.length,
    sentences: [
      ...lost.map(([name, position]) => `${name} was acknowledged at ${position} and is not there`),
      ...doubled.map(([name, count]) => `${name} is delivered ${count} times`),
    ],
  };
}

/** Offsets have no gaps. */
export function gapsIn({ stored }: StoredLog): readonly string[] {
  return [...stored].flatMap(([name, records]) => {
    const gap = records.findIndex(({ position }, index) => position.offset !== index);
    return gap === -1 ? [] : [`${name} has a gap at offset ${gap}`];
  });
}
