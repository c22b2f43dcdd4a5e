import type { Delivered } from '@casus/domain/rows';
import { positionText } from '@casus/log';
import type { Projection } from '../declare/projection.ts';
import type { LoadedRows, Mode, PartitionRows } from './partition-rows.ts';
import { timeSlices } from './time-slices.ts';
import { Wanted } from './wanted.ts';

/** A fold failed at a record. Nothing of its batch is stored, and nothing behind it is folded. */
export class PoisonRecord extends Error {
  override readonly name = 'PoisonRecord';
  readonly position: Delivered['position'];

  constructor({ position, id, type }: Delivered, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`the fold failed at ${positionText(position)} (${type}, ${id}): ${reason}`, { cause });
    this.position = position;
  }
}

export interface Folding {
  /** Of one topic. */
  readonly projections: readonly Projection[];
  readonly rows: PartitionRows;
  readonly load: (wanted: Wanted) => Promise<LoadedRows>;
}

/** Where each record's rows follow from the last one's writes, looking ahead is in vain: it has a limit. */
const guessesPerRecord = 8;
const leastLookAhead = 16;

/**
 * Folds the records into the rows. A record that asks for a row that is not at hand is folded again from its
 * start once the row is loaded, together with whatever the records behind it ask for.
 * @throws {PoisonRecord}
 */
export async function foldBatch(folding: Folding, records: readonly Delivered[]): Promise<void> {
  const slices = timeSlices();
  let guesses = guessesPerRecord * records.length;
  await fetchRows(folding, prefetched(folding, records));
  for (const [index, record] of records.entries()) {
    while (!foldRecord(folding, record)) {
      const ahead = records.slice(index, index + Math.max(leastLookAhead, guesses));
      guesses -= ahead.length;
      await fetchRows(folding, await missedBy(folding, ahead));
    }
    await slices.pause();
  }
}

/** False when a row is missing; the record's writes are then taken back. */
function foldRecord(folding: Folding, record: Delivered): boolean {
  const { rows } = folding;
  const error = attempt(folding, record, 'known');
  if (error === undefined && rows.missed.isEmpty) {
    rows.keep();
    return true;
  }
  const poisoned = rows.missed.isEmpty;
  rows.discard();
  if (poisoned) throw new PoisonRecord(record, error?.cause);
  return false;
}

/** What the records ask for that is not at hand, guessing that it is absent. Writes nothing. */
async function missedBy(folding: Folding, records: readonly Delivered[]): Promise<Wanted> {
  const wanted = new Wanted();
  const slices = timeSlices();
  for (const record of records) {
    attempt(folding, record, 'guessing'); // an error may come from the guess; if not, it comes again
    wanted.addAll(folding.rows.missed);
    folding.rows.discard();
    await slices.pause();
  }
  return wanted;
}

/** The error of the fold, if any, wrapped so that a thrown `undefined` is one too. */
function attempt(
  { projections, rows }: Folding,
  record: Delivered,
  mode: Mode,
): { readonly cause: unknown } | undefined {
  rows.begin(record.position.offset, mode);
  try {
    for (const { fold } of projections) fold(rows, record);
    return undefined;
  } catch (cause) {
    return { cause };
  }
}

function prefetched({ projections, rows }: Folding, records: readonly Delivered[]): Wanted {
  const wanted = new Wanted();
  const hints = projections.flatMap(({ prefetch }) => prefetch ?? []);
  for (const record of records)
    for (const hint of hints) for (const wish of hint(record)) if (!rows.isAtHand(wish)) wanted.add(wish);
  return wanted;
}

async function fetchRows({ rows, load }: Folding, wanted: Wanted): Promise<void> {
  if (!wanted.isEmpty) rows.absorb(wanted, await load(wanted));
}
