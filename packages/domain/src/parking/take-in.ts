import { readDiscard } from '../records/keeping.ts';
import type { Delivered, Rows } from '../rows.ts';
import type { ParkedRecord, Parking } from './parking.ts';

/**
 * What became of a record that could not be folded: it failed (`parked`), waits behind one of its key that did
 * (`queued`), is about to be folded after all (`released`), or was given up.
 */
export type Fate = 'parked' | 'queued' | 'released' | { readonly discardedBy: string };

/** How a topic folds its records, and what it keeps of those that are parked. */
export interface ParkingFolds {
  /** All or nothing: what it wrote before it threw is taken back. */
  readonly fold: (rows: Rows, record: Delivered) => void;
  readonly fate: (rows: Rows, record: Delivered, fate: Fate) => void;
}

/** Writes of one step, kept or taken back together. */
export type Write = (rows: Rows) => void;

/** How a step failed; undefined where its writes are kept. */
export type Failure = { readonly cause: unknown } | undefined;

/**
 * Takes a record in, step by step; whoever drives it runs each step's writes, and says how they failed. All steps
 * of a record write at its offset.
 *
 * - A record whose fold throws is parked; later ones of its key are queued behind it, all others go on.
 * - A discard of a parked record gives it up and folds what waited behind it, there and then. So what stands at a
 *   cut is a matter of the records before it.
 * - A record that a later discard names is parked without a try: code that could fold it does not bring it back.
 */
export function* takeIn(
  parking: Parking,
  folds: ParkingFolds,
  record: Delivered,
): Generator<Write, void, Failure> {
  const discard = readDiscard(record);
  if (discard) return yield* giveUp(parking, folds, discard);
  if (parking.blocks(record.key)) return yield* park({ parking, folds, record, error: null });
  const failure = record.givenUp === true ? givenUp : yield (rows) => folds.fold(rows, record);
  if (failure) yield* park({ parking, folds, record, error: reasonOf(failure) });
}

const givenUp: Failure = { cause: new Error('a later record gives it up') };

interface ToPark extends ParkedRecord {
  readonly parking: Parking;
  readonly folds: ParkingFolds;
}

function* park({ parking, folds, record, error }: ToPark): Generator<Write, void, Failure> {
  parking.park({ record, error });
  yield* surely((rows) => folds.fate(rows, record, error === null ? 'queued' : 'parked'));
}

function* giveUp(
  parking: Parking,
  folds: ParkingFolds,
  { offset, who }: { readonly offset: number; readonly who: string },
): Generator<Write, void, Failure> {
  const parked = parking.at(offset);
  if (!parked) return;
  yield* surely((rows) => folds.fate(rows, parked.record, { discardedBy: who }));
  parking.leave(parked);
  if (parked.error !== null) yield* release(parking, folds, parked.record.key);
}

/** Folds what waited, up to the next one that fails: the rest then waits behind that one. */
function* release(parking: Parking, folds: ParkingFolds, key: string): Generator<Write, void, Failure> {
  for (const next of parking.queueOf(key)) {
    const { record } = next;
    const write: Write = (rows) => {
      folds.fate(rows, record, 'released');
      folds.fold(rows, record);
    };
    const failure = record.givenUp === true ? givenUp : yield write;
    if (failure) return yield* park({ parking, folds, record, error: reasonOf(failure) });
    parking.leave(next);
  }
}

/** @throws what the step threw: keeping note of a parked record must not fail. */
function* surely(write: Write): Generator<Write, void, Failure> {
  const failure = yield write;
  if (failure) throw failure.cause;
}

function reasonOf({ cause }: NonNullable<Failure>): string {
  return cause instanceof Error ? cause.message : String(cause);
}
