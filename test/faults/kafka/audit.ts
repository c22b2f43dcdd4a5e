import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { rememberedWorld, Resolver } from '@casus/claims/resolver';
import { WorldMemory } from '@casus/domain/world-memory';
import type { DeliveredRecord, EventLog } from '@casus/log';
import { compareProjected, readCheckpoints } from '../compare-projected.ts';
import type { Checkpoints } from '../compare-projected.ts';
import { sumOf, wrongOf } from '../findings.ts';
import type { Findings } from '../findings.ts';
import { compareAcknowledged, gapsIn } from './compare.ts';
import type { Damage, Scene } from './fault.ts';
import { asDelivered, bothTopics, readStoredLog, whenThere } from './stored-log.ts';
import type { StoredLog } from './stored-log.ts';

const patienceMs = 180_000;
const lookMs = 50;

/**
 * While nothing is sent: waits until the tables hold the log and the resolver has said everything, then compares the
 * log with what was acknowledged, and every table with a fold of the log from zero.
 */
export async function audit(scene: Scene): Promise<Findings> {
  const { pool, loader, signal } = scene;
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const { stored, owed, heads } = await untilQuiet(scene, giveUpAt);
    const tables = await compareProjected(pool, stored.delivered);
    const unsaid = owed === 0 ? [] : [`${owed} questions wait for a verdict`];
    if ((await headsText(scene.log)) === heads || performance.now() > giveUpAt)
      return sumOf([
        compareAcknowledged(stored, loader.acknowledged),
        tables,
        wrongOf([...gapsIn(stored), ...unsaid]),
      ]);
    await delay(lookMs, undefined, { signal });
  }
}

interface Quiet {
  readonly stored: StoredLog;
  /** Verdicts that are still to be said: none, unless patience has ended. */
  readonly owed: number;
  readonly heads: string;
}

/** Waits until the tables hold the log and nobody has anything more to say; the log then. */
export async function untilQuiet(scene: Scene, giveUpAt = performance.now() + patienceMs): Promise<Quiet> {
  const { log, signal } = scene;
  for (;;) {
    const heads = await untilFolded(scene, giveUpAt);
    const stored = await readStoredLog(log);
    const owed = verdictsOwed(stored.delivered);
    const isQuiet = owed === 0 && (await headsText(log)) === heads;
    if (isQuiet || performance.now() > giveUpAt) return { stored, owed, heads };
    await delay(lookMs, undefined, { signal });
  }
}

/** Waits until the checkpoints are at the heads; the heads then. */
export async function untilFolded(
  { log, pool, signal }: Scene,
  giveUpAt = performance.now() + patienceMs,
): Promise<string> {
  for (;;) {
    const heads = await headsText(log);
    const folded = await readCheckpoints(pool);
    const isFolded = heads === textOf(folded);
    if (isFolded || performance.now() > giveUpAt) return heads;
    await delay(lookMs, undefined, { signal });
  }
}

async function headsText(log: EventLog): Promise<string> {
  const heads = new Map<string, number>();
  for (const topic of ['world', 'questions'] as const)
    for (const [partition, head] of (await whenThere(() => log.heads(topic))).entries())
      heads.set(`${topic}/${partition}`, head);
  return textOf(heads);
}

function textOf(offsets: ReadonlyMap<string, number>): string {
  return [...offsets]
    .map(([name, offset]) => `${name}@${offset}`)
    .toSorted()
    .join(' ');
}

/** Questions on which a resolver that begins now would still say something. */
function verdictsOwed(records: readonly DeliveredRecord[]): number {
  const world = new WorldMemory();
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const resolver = new Resolver({ world: rememberedWorld(world), hash });
  for (const record of records)
    if (record.position.topic === 'world') world.fold(record);
    else resolver.foldQuestion(record);
  return resolver.speak().length;
}

/**
 * The tables after a halt: what a damaged topic was when it was kept, and no more; what the others are now. No
 * checkpoint has gone back.
 */
export async function auditHalted(
  { log, pool }: Scene,
  { damaged }: Damage,
  { kept, before }: { readonly kept: StoredLog; readonly before: Checkpoints },
): Promise<Findings> {
  const whole = await readStoredLog(
    log,
    bothTopics.filter((topic) => !damaged.includes(topic)),
  );
  const all = asDelivered(new Map([...kept.stored, ...whole.stored]));
  const tables = await compareProjected(pool, all.delivered, 'behind');
  const moved = [...(await readCheckpoints(pool))].flatMap(([name, next]) => {
    const [least, most] = [before.get(name) ?? 0, all.stored.get(name)?.length ?? 0];
    return next < least || next > most ? [`${name} is at ${next}, was at ${least} of ${most}`] : [];
  });
  return sumOf([tables, wrongOf(moved)]);
}
