import { deserialize, serialize } from 'node:v8';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Delivered } from '@casus/domain/rows';
import { begun, fold, Places, randomGiven, snapshotOf, spokenBy } from '../resolver/testing/played.ts';
import type { Given, Playable, Saved } from '../resolver/testing/played.ts';
import { printFigure } from './print.ts';

/** Share of the log that the snapshot has read. */
const share = 0.99;
const recordsBetweenSpeeches = 100;

/**
 * A resolver that starts from a snapshot at 99 % of a made-up log and reads the tail, against one that starts from
 * zero: both must come to the same before it is printed how long they took. `--reports N --claims N`
 */
export async function run(args: string[]): Promise<void> {
  const given = randomGiven(
    1,
    numberAfter(args, '--reports') ?? 20_000,
    numberAfter(args, '--claims') ?? 400,
  );
  const { log, saved, tail } = playedLog(given);
  const kept = timed(() => zstdCompressSync(serialize(saved)));
  const late = timed(() =>
    readOn(begin(deserialize(zstdDecompressSync(kept.value)) as Saved), log.slice(tail)),
  );
  const zero = timed(() => readOn(begin(null), log));
  if (textOf(late.value) !== textOf(zero.value)) throw new Error('the two do not come to the same');
  const ratio = late.ms / zero.ms;
  printFigure({ name: 'claims-snapshot-start', value: late.ms, unit: 'ms', peer: zero.ms, ratio });
  printFigure({ name: 'claims-snapshot-keep', value: kept.ms, unit: 'ms' });
  printFigure({ name: 'claims-snapshot-size', value: kept.value.length, unit: 'bytes' });
  printFigure({ name: 'claims-snapshot-log', value: log.length, unit: 'records' });
}

function begin(saved: Saved | null): Playable {
  return begun(saved, Infinity, () => undefined);
}

/** The log with the verdicts of a resolver that reads along, its snapshot, and where the tail begins. */
function playedLog(given: readonly Given[]) {
  const [playable, places, log] = [begin(null), new Places(), new Array<Delivered>()];
  let [saved, tail]: [Saved | null, number] = [null, 0];
  const take = (record: Delivered | null): void => {
    fold(playable, record);
    if (record) log.push(record);
  };
  for (const [index, each] of given.entries()) {
    take(places.place(each));
    if (index % recordsBetweenSpeeches > 0 && index + 1 < given.length) continue;
    for (const { questionId, record } of spokenBy(playable))
      take(places.place({ ...record, topic: 'questions', key: questionId, logTime: each.logTime }));
    if (saved !== null || index < share * given.length) continue;
    saved = snapshotOf(playable);
    tail = log.length;
  }
  if (saved === null) throw new Error('the log is too short for a snapshot');
  return { log, saved: copyOf(saved), tail };
}

/** What is remembered goes on changing. */
function copyOf(saved: Saved): Saved {
  return deserialize(serialize(saved)) as Saved;
}

function readOn(playable: Playable, records: readonly Delivered[]): Playable {
  for (const record of records) fold(playable, record);
  const said = spokenBy(playable);
  if (said.length > 0) throw new Error(`${said.length} verdicts are said again`);
  return playable;
}

/** What is said of each question, and how it has settled. */
function textOf(playable: Playable): string {
  const { questions } = snapshotOf(playable) ?? {};
  if (!questions) throw new Error('it does not rest');
  const lines = questions.followers.map(({ questionId, state: { said, following } }) =>
    JSON.stringify([questionId, said?.verdict, following]),
  );
  return lines.toSorted().join('\n');
}

function timed<T>(work: () => T): { readonly value: T; readonly ms: number } {
  const begins = performance.now();
  const value = work();
  return { value, ms: performance.now() - begins };
}

function numberAfter(words: readonly string[], name: string): number | null {
  const value = Number(words[words.indexOf(name) + 1]);
  return words.includes(name) && Number.isInteger(value) && value > 0 ? value : null;
}
