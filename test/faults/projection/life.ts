import { setTimeout as delay } from 'node:timers/promises';
import { postgresLog } from '@casus/log';
import type { DeliveredRecord, EventLog } from '@casus/log';
import { startProjector } from '@casus/projection';
import { compareTables, foldFromZero } from '@casus/projection/proof';
import type { Difference } from '@casus/projection/proof';
import {
  allDelivered,
  appendDiscard,
  names,
  randomToys,
  storableToys,
  toyProjections,
  toyRecord,
} from '@casus/projection/testing';
import type { ToyData } from '@casus/projection/testing';
import pg from 'pg';
import { doublingLog } from './doubling-log.ts';
import { startOwner } from './owners.ts';
import type { Victims } from './victims.ts';

/** Only its records are refused by Postgres, and it is never released: what is replaced before it is stored is not refused. */
const unstorable = names[6];
const poisonShare = 0.05;

export interface Life {
  readonly url: string;
  readonly random: () => number;
  readonly victims: Victims;
}

export interface RoundResult {
  /** The victim died between the first and the last append. */
  readonly hit: boolean;
  readonly appended: number;
  readonly differences: readonly Difference[];
  /** Acknowledged records that the log does not hold once at their position. */
  readonly misplaced: number;
  readonly sentences: readonly string[];
}

/** Rounds over one log that grows, with one read schema. */
export async function* live({ url, random, victims }: Life, rounds: number): AsyncGenerator<RoundResult> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  pool.on('error', () => undefined);
  const plain = await postgresLog({ pool, partitions: { world: 1, questions: 2 } });
  const log = doublingLog(plain, random);
  const table = { url, pool, plain, log, random, victims, acknowledged: new Map<string, string>() };
  try {
    for (let round = 0; round < rounds; round += 1) yield await playRound(table);
  } finally {
    await plain[Symbol.asyncDispose]();
    await pool.end();
  }
}

interface Table extends Life {
  readonly pool: pg.Pool;
  /** As its writers see it. */
  readonly plain: EventLog;
  /** As its readers see it. */
  readonly log: EventLog;
  /** Position by id. */
  readonly acknowledged: Map<string, string>;
}

async function playRound(table: Table): Promise<RoundResult> {
  const { url, log, random, victims } = table;
  const seed = Math.floor(random() * 1e9);
  const when = random() < 0.5 ? 'before' : 'sent';
  const statement = 1 + Math.floor(random() * 45);
  let died = Infinity;
  const ended = victims.send({ url, statement, when, seed }).then((how) => {
    died = performance.now();
    return how;
  });
  const zombies = await Promise.all(
    Array.from({ length: Math.floor(random() * 3) }, () =>
      startOwner({
        url,
        log,
        random,
        owner: random() < 0.6 ? 'shared' : `own ${random()}`,
        lastStatement: random() < 0.4 ? 1 + Math.floor(random() * 60) : Infinity,
      }),
    ),
  );
  const { first, last, appended } = await appendUntil(table, () => died < Infinity);
  const how = await ended;
  for (const zombie of zombies) await zombie[Symbol.asyncDispose]();
  const differences = await settle(table);
  return {
    hit: how === 'SIGKILL' && died > first && died < last,
    appended,
    differences,
    misplaced: await misplaced(table),
    sentences: how === 'SIGKILL' ? [] : [`the victim of statement ${statement} ended by itself: ${how}`],
  };
}

interface Appends {
  readonly first: number;
  readonly last: number;
  readonly appended: number;
}

const longestMs = 20_000;

/** Appends until the victim is dead, and a few more. */
async function appendUntil(table: Table, isDead: () => boolean): Promise<Appends> {
  const { random } = table;
  const first = performance.now();
  let appended = 0;
  for (let more = 12; more > 0 && performance.now() - first < longestMs;) {
    const size = 1 + Math.floor(random() * 6);
    const toys = randomToys(size, random).map((toy) => spoiled(toy, random));
    await Promise.all(toys.map((toy) => append(table, toy)));
    if (random() < 0.08) await discardOne(table);
    appended += size;
    if (isDead()) more -= size;
    await delay(random() * 4);
  }
  return { first, last: performance.now(), appended };
}

function spoiled(toy: ToyData, random: () => number): ToyData {
  if (random() > poisonShare) return toy;
  return random() < 0.5 ? { kind: 'poison', name: toy.name } : { kind: 'unstorable', name: unstorable };
}

async function append({ plain, acknowledged }: Table, toy: ToyData): Promise<void> {
  const record = toyRecord(toy);
  const [at] = await plain.append({ topic: 'questions', key: toy.name, records: [record] });
  if (at) acknowledged.set(record.id, `${at.position.partition}@${at.position.offset}`);
}

/** Gives up one of the records that readers see parked. */
async function discardOne({ pool, plain, random }: Table): Promise<void> {
  const { rows } = await pool
    .query<{ partition: number; offset: string }>(
      `select partition, "offset" from read.parked where error is not null and key <> $1 order by parked_at`,
      [unstorable],
    )
    .catch(() => ({ rows: [] }));
  const chosen = rows[Math.floor(random() * rows.length)];
  if (chosen) await appendDiscard(plain, chosen.partition, Number(chosen.offset));
}

/** Folds what is left, and compares every table with a fold of the log from zero. */
async function settle({ url, pool, log }: Table): Promise<readonly Difference[]> {
  const own = new pg.Pool({ connectionString: url, max: 8 });
  own.on('error', () => undefined);
  try {
    const options = { pool: own, log, projections: toyProjections, clock: Date.now };
    await using projector = await startProjector({ ...options, owner: 'shared', leaseMs: 300 });
    await Promise.race([projector.caughtUp, projector.failed]);
  } finally {
    await own.end();
  }
  const folded = foldFromZero(storableToys, eachOnce(await allDelivered(log)));
  return compareTables({ pool, schema: 'g1', projections: storableToys, folded });
}

/** The first of each id. */
function eachOnce(records: readonly DeliveredRecord[]): readonly DeliveredRecord[] {
  const seen = new Set<string>();
  return records.filter(({ id }) => !seen.has(id) && seen.add(id));
}

async function misplaced({ plain, acknowledged }: Table): Promise<number> {
  const stored = new Map<string, string[]>();
  for (let partition = 0; partition < plain.partitions.questions; partition += 1)
    for (const { id, position } of await plain.read('questions', partition, 0, 1_000_000))
      stored.set(id, [...(stored.get(id) ?? []), `${partition}@${position.offset}`]);
  return [...acknowledged].filter(([id, place]) => stored.get(id)?.join() !== place).length;
}
