import { createHash } from 'node:crypto';
import { rememberedWorld, Resolver } from '@casus/claims/resolver';
import type { RememberedWorld } from '@casus/claims/resolver';
import { WorldMemory } from '@casus/domain/world-memory';
import { expect, test } from 'vitest';
import { buildHistory } from './build.ts';
import { demonstrationScript } from './demonstration.ts';

/** The demonstration up to three weeks after the summit, its verdicts included. */
async function septemberRecords() {
  const end = Date.parse('2025-09-05T00:00:00Z');
  const steps = demonstrationScript().steps.filter(({ at }) => at < end);
  return (await buildHistory(steps, { world: 1, questions: 4 })).records;
}

test('a resolver that has nothing to say looks at nothing again', { timeout: 60_000 }, async () => {
  const world = new WorldMemory();
  let looks = 0;
  const remembered = rememberedWorld(world);
  const counted: RememberedWorld = {
    get next() {
      return remembered.next;
    },
    evidenceAt(cut) {
      looks += 1;
      return remembered.evidenceAt(cut);
    },
    eventAt: (eventId, cut) => remembered.eventAt(eventId, cut),
    changesAt: (offset) => remembered.changesAt(offset),
    logTimeAt: (offset) => remembered.logTimeAt(offset),
    countUntil: (time) => remembered.countUntil(time),
  };
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const resolver = new Resolver({ world: counted, hash });
  for await (const { position, key, recordedAt, record } of await septemberRecords()) {
    const delivered = { ...record, position, key, logTime: recordedAt };
    if (position.topic === 'world') world.fold(delivered);
    else resolver.foldQuestion(delivered);
  }
  expect(resolver.speak()).toEqual([]);
  expect(looks).toBeGreaterThan(20);
  looks = 0;
  expect(resolver.speak()).toEqual([]);
  expect(looks).toBe(0);
});
