import { createHash, randomUUID } from 'node:crypto';
import { EventBudget, rememberedWorld, Resolver } from '@casus/claims/resolver';
import type { ReportInput } from '@casus/domain/intake';
import { questionDefinition, questionRecord } from '@casus/domain/records';
import type { Delivered } from '@casus/domain/rows';
import { WorldMemory } from '@casus/domain/world-memory';
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
class Places {
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
}

/** Gives a resolver the records, lets it speak after every so many, and folds what it says. */
export function play(given: readonly Given[], every: number, mostEvents: number): Played {
  const memory = new WorldMemory();
  const crowded = new Set<string>();
  const resolver = new Resolver({
    world: rememberedWorld(memory),
    hash,
    budget: new EventBudget(mostEvents),
    onCrowded: (questionId) => crowded.add(questionId),
  });
  const places = new Places();
  const said: string[] = [];
  for (const [index, each] of given.entries()) {
    const record = places.place(each);
    if (record?.position.topic === 'world') memory.fold(record);
    else if (record) resolver.foldQuestion(record);
    if (index % every > 0 && index + 1 < given.length) continue;
    for (const { questionId, records } of resolver.speak())
      for (const spoken of records) {
        said.push(JSON.stringify([index, questionId, spoken]));
        const placed = places.place({
          ...spoken,
          topic: 'questions',
          key: questionId,
          logTime: each.logTime,
        });
        if (placed) resolver.foldQuestion(placed);
      }
  }
  return { said: said.toSorted(), crowded: crowded.size, events: resolver.events };
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
