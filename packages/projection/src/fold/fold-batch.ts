import { takeIn } from '@casus/domain/parking';
import type { Failure, Parking, ParkingFolds, Write } from '@casus/domain/parking';
import type { Delivered } from '@casus/domain/rows';
import { foldsOf } from '../declare/projection.ts';
import type { Projection, Wish } from '../declare/projection.ts';
import { UnknownTable } from './partition-rows.ts';
import type { LoadedRows, Mode, PartitionRows } from './partition-rows.ts';
import { timeSlices } from './time-slices.ts';
import { Wanted } from './wanted.ts';

export interface Folding {
  /** Of one topic. */
  readonly projections: readonly Projection[];
  readonly rows: PartitionRows;
  readonly parking: Parking;
  /** Offsets of records whose rows the store has refused, with its reason: they are parked. */
  readonly refused: ReadonlyMap<number, Error>;
  readonly load: (wanted: Wanted) => Promise<LoadedRows>;
}

/** Where each record's rows follow from the last one's writes, looking ahead is in vain: it has a limit. */
const guessesPerRecord = 8;
const leastLookAhead = 16;

/**
 * Folds the records into the rows, and parks those that cannot be folded. A record that asks for a row that is not
 * at hand is folded again from its start once the row is loaded, together with whatever the records behind it ask for.
 * @throws {UnknownTable}
 * @returns offsets of those that were folded, in that order
 */
export async function foldBatch(folding: Folding, records: readonly Delivered[]): Promise<readonly number[]> {
  const slices = timeSlices();
  const misses = missing(folding, records);
  const folded = new Set<number>();
  const folds = acceptableFolds(folding, folded);
  await fetchRows(folding, await prefetched(folding, records));
  for (const [index, record] of records.entries()) {
    const steps = takeIn(folding.parking, folds, record);
    for (let step = steps.next(); step.done !== true;) {
      let tried = attempt(folding, record, step.value);
      while (tried.missed) {
        await misses.fetch(index, step.value);
        tried = attempt(folding, record, step.value);
      }
      step = steps.next(tried.failure);
      await slices.pause();
    }
  }
  return [...folded];
}

/** The fold of all projections, but for records whose rows the store has refused. */
function acceptableFolds({ projections, refused }: Folding, folded: Set<number>): ParkingFolds {
  const folds = foldsOf(projections);
  return {
    fate: folds.fate,
    fold(rows, record) {
      const { offset } = record.position;
      const error = refused.get(offset);
      if (error) throw error;
      folds.fold(rows, record);
      folded.add(offset);
    },
  };
}

interface Tried {
  /** Rows are missing; the writes are taken back. */
  readonly missed: boolean;
  readonly failure: Failure;
}

/** Keeps what the step writes, or takes it back. */
function attempt({ rows }: Folding, { position }: Delivered, write: Write): Tried {
  const failure = run(rows, { offset: position.offset, mode: 'known' }, write);
  const missed = !rows.missed.isEmpty;
  if (failure || missed) rows.discard();
  else rows.keep();
  if (failure?.cause instanceof UnknownTable) throw failure.cause;
  return { missed, failure };
}

/** The error of the step, if any, wrapped so that a thrown `undefined` is one too. */
function run(
  rows: PartitionRows,
  at: { readonly offset: number; readonly mode: Mode },
  write: Write,
): Failure {
  rows.begin(at.offset, at.mode);
  try {
    write(rows);
    return undefined;
  } catch (cause) {
    return { cause };
  }
}

/** Loads the rows that a step lacks, with those that the records behind it will ask for. */
function missing(
  folding: Folding,
  records: readonly Delivered[],
): { fetch(index: number, write: Write): Promise<void> } {
  let guesses = guessesPerRecord * records.length;
  const { fold } = foldsOf(folding.projections);
  return {
    async fetch(index, write) {
      const ahead = records.slice(index + 1, index + Math.max(leastLookAhead, guesses));
      guesses -= ahead.length + 1;
      const writes = ahead.map(
        (record): Write =>
          (rows) =>
            fold(rows, record),
      );
      await fetchRows(folding, await missedBy(folding, [write, ...writes]));
    },
  };
}

/** What the records ask for that is not at hand, guessing that it is absent. Writes nothing. */
async function missedBy({ rows }: Folding, writes: readonly Write[]): Promise<Wanted> {
  const wanted = new Wanted();
  const slices = timeSlices();
  for (const write of writes) {
    run(rows, { offset: 0, mode: 'guessing' }, write); // an error may come from the guess; if not, it comes again
    wanted.addAll(rows.missed);
    rows.discard();
    await slices.pause();
  }
  return wanted;
}

async function prefetched({ projections, rows }: Folding, records: readonly Delivered[]): Promise<Wanted> {
  const wanted = new Wanted();
  const slices = timeSlices();
  const hints = projections.flatMap(({ prefetch }) => prefetch ?? []);
  for (const record of hints.length > 0 ? records : []) {
    for (const hint of hints)
      for (const wish of wishesOf(hint, record)) if (!rows.isAtHand(wish)) wanted.add(wish);
    await slices.pause();
  }
  return wanted;
}

/** None of a record that the hint cannot make sense of: its fold will say why. */
function wishesOf(hint: NonNullable<Projection['prefetch']>, record: Delivered): readonly Wish[] {
  try {
    return hint(record);
  } catch {
    return [];
  }
}

async function fetchRows({ rows, load }: Folding, wanted: Wanted): Promise<void> {
  if (!wanted.isEmpty) rows.absorb(wanted, await load(wanted));
}
