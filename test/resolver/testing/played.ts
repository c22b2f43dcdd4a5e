import { createHash, randomUUID } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { EventBudget, rememberedWorld, Resolver } from '@casus/claims/resolver';
import type { ResolverSnapshot } from '@casus/claims/resolver';
import type { ReportInput } from '@casus/domain/intake';
import { questionDefinition, questionRecord } from '@casus/domain/records';
import type { Delivered } from '@casus/domain/rows';
import { WorldMemory } from '@casus/domain/world-memory';
import type { WorldSnapshot } from '@casus/domain/world-memory';
import { caughtUp, disturbed, startingRecords, takenReports } from '../../bench/claims-icews/courses.ts';
import { dyadQuestion, dyadsOf } from '../../bench/claims-icews/dyads.ts';
import { inventedReports } from '../../faults/embedded/rows.ts';
import { seededRandom } from '../../faults/random.ts';
import { diceOf } from '../../prove/dice.ts';
import type { Dice } from '../../prove/dice.ts';

/** A record that is no verdict, before it has its place. */
export type Given = Omit<Delivered, 'position'> & { readonly topic: 'world' | 'questions' };

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Places records in their topics, one partition each, each id once, with log times that never fall. */
export class Places {
  readonly #next = { world: 0, questions: 0 };
  readonly #logTime = { world: 0, questions: 0 };
  readonly #seen = new Set<string>();

  place({ topic, ...record }: Given): Delivered | null {
    if (this.#seen.has(record.id)) return null;
    this.#seen.add(record.id);
    const logTime = Math.max(record.logTime, this.#logTime[topic]);
    this.#logTime[topic] = logTime;
    const offset = this.#next[topic]++;
    return { ...record, logTime, position: { topic, partition: 0, offset } };
  }
}

export interface Played {
  /** Every record that was said, after which of the given ones. */
  readonly said: readonly string[];
  readonly crowded: number;
  readonly events: number;
  /** How often another resolver went on from a snapshot. */
  readonly restarted: number;
}

export interface Playing {
  /** Records between two times at which it may speak. */
  readonly every: number;
  /** Events that it may hold. */
  readonly mostEvents: number;
  /** Whether it is ended after the record with this index, and another goes on from its snapshot. @default never */
  readonly restarts?: (index: number) => boolean;
}

/** Gives a resolver the records, lets it speak now and then, and folds what it says. */
export function play(given: readonly Given[], playing: Playing): Played {
  const { every, mostEvents, restarts = () => false } = playing;
  const crowded = new Set<string>();
  const begin = (saved: Saved | null) => begun(saved, mostEvents, (questionId) => crowded.add(questionId));
  let now = begin(null);
  const places = new Places();
  const said: string[] = [];
  let restarted = 0;
  for (const [index, each] of given.entries()) {
    fold(now, places.place(each));
    if (index % every > 0 && index + 1 < given.length) continue;
    for (const { questionId, record } of spokenBy(now)) {
      said.push(JSON.stringify([index, questionId, record]));
      fold(now, places.place({ ...record, topic: 'questions', key: questionId, logTime: each.logTime }));
    }
    const saved = restarts(index) ? savedOf(now) : null;
    if (saved === null) continue;
    now = begin(saved);
    restarted += 1;
  }
  return { said: said.toSorted(), crowded: crowded.size, events: now.resolver.events, restarted };
}

export type Playable = ReturnType<typeof begun>;

export function fold({ memory, resolver }: Playable, record: Delivered | null): void {
  if (record?.position.topic === 'world') memory.fold(record);
  else if (record) resolver.foldQuestion(record);
}

export function spokenBy({ resolver }: Playable) {
  return resolver
    .speak()
    .flatMap(({ questionId, records }) => records.map((record) => ({ questionId, record })));
}

export interface Saved {
  readonly world: WorldSnapshot;
  readonly questions: ResolverSnapshot;
}

/** As it comes back from where it was kept; null where it does not rest. */
function savedOf(playable: Playable): Saved | null {
  const saved = snapshotOf(playable);
  return saved && (deserialize(serialize(saved)) as Saved);
}

/** All that is remembered; null where something is to be said. */
export function snapshotOf({ memory, resolver }: Playable): Saved | null {
  if (resolver.speak().length > 0) return null;
  const [world, questions] = [memory.snapshot(), resolver.snapshot()];
  return world && questions && { world, questions };
}

export function begun(saved: Saved | null, mostEvents: number, onCrowded: (questionId: string) => void) {
  const memory = new WorldMemory(saved?.world);
  const budget = new EventBudget(mostEvents);
  const options = { world: rememberedWorld(memory), hash, budget, onCrowded, from: saved?.questions };
  return { memory, resolver: new Resolver(options) };
}

const dayMs = 86_400_000;

/** Reports that come late, twice, corrected and retracted, reading that goes on, and questions among them. */
export function randomGiven(seed: number, reports: number, questions: number): readonly Given[] {
  const dice = diceOf(seededRandom(seed));
  const taken = takenReports(spread(inventedReports(reports)));
  const records = [...startingRecords(), ...disturbed(dice, taken)];
  const given = records.map((record): Given => ({ ...record, key: record.id, topic: 'world' }));
  const times = given.map(({ logTime }) => logTime);
  const [first, last] = [Math.min(...taken.map(({ logTime }) => logTime)), Math.max(...times)];
  const read: Given[] = [];
  for (let at = first; at < last + 40 * dayMs; at += 2 * dayMs) read.push(readThrough(at, dice));
  const dyads = busiest(records);
  const opened = Array.from({ length: questions }, (_, index) =>
    openedAt(dice, first + dice.between(0, 120) * dayMs, { dyads, name: `question-${seed}-${index}` }),
  );
  const rest = [...given, ...read, ...opened].map((each, index) => ({ each, index }));
  return rest
    .toSorted((a, b) => a.each.logTime - b.each.logTime || a.index - b.index)
    .map(({ each }) => each);
}

/** The same reports over the first half of 2018. */
function spread(inputs: readonly ReportInput[]): readonly ReportInput[] {
  return inputs.map((input, index) => {
    const day = new Date(Date.UTC(2018, 0, 1 + Math.floor((index / inputs.length) * 170)));
    return { ...input, occurred: { ...input.occurred, from: day.toISOString().slice(0, 10) } };
  });
}

function readThrough(logTime: number, dice: Dice): Given {
  const day = new Date(logTime - dice.between(0, 4) * dayMs).toISOString().slice(0, 10);
  const record = caughtUp(day, logTime);
  return { ...record, key: record.id, topic: 'world' };
}

function busiest(records: readonly Omit<Delivered, 'position' | 'key'>[]) {
  const memory = new WorldMemory();
  const places = new Places();
  for (const record of records) {
    const placed = places.place({ ...record, key: record.id, topic: 'world' });
    if (placed) memory.fold(placed);
  }
  return dyadsOf(memory.evidenceAt(memory.cut).eventsOf('*')).slice(0, 12);
}

function openedAt(
  dice: Dice,
  logTime: number,
  { dyads, name }: { readonly dyads: ReturnType<typeof dyadsOf>; readonly name: string },
): Given {
  const { claim } = dyadQuestion(dice, dice.pick([dyads[0] ?? ['USA', 'RUS'], ...dyads]));
  const iso = (time: number): string => new Date(time).toISOString();
  const definition = questionDefinition.parse({
    title: name,
    kind: 'binary',
    claim,
    opensAt: iso(logTime + dice.between(-3, 0) * dayMs),
    closesAt: iso(logTime + 200 * dayMs),
    settleBy: iso(logTime + dice.between(15, 400) * dayMs),
    settleAfterSeconds: dice.pick([3600, 86_400, 259_200] as const),
    afterSettle: dice.pick(['confirm', 'follow', 'frozen'] as const),
    unconfirmed: dice.pick(['no', 'human'] as const),
    coverage: [{ source: 'icews18' }],
  });
  const data = { questionId: name, definition, by: 'desk' };
  return {
    ...questionRecord(randomUUID(), { name: 'question-opened', data }),
    key: name,
    logTime,
    topic: 'questions',
  };
}
