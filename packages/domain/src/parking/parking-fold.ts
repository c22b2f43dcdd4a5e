import type { Delivered, Rows } from '../rows.ts';
import { Parking } from './parking.ts';
import { takeIn } from './take-in.ts';
import type { Failure, ParkingFolds, Write } from './take-in.ts';
import { UndoRows } from './undo-rows.ts';

/** What is parked, by topic and partition. */
export type Parkings = Map<string, Parking>;

/**
 * A fold over rows in memory that parks what it cannot fold, each partition for itself. It returns the records that
 * were folded: the one given, or those that a discard has released, in order; none where the record was parked.
 */
export function parkingFold(
  rows: Rows,
  { fold, fate }: ParkingFolds,
  parkings: Parkings = new Map(),
): (record: Delivered) => readonly Delivered[] {
  return (record) => {
    const place = `${record.position.topic}/${record.position.partition}`;
    const parking = parkings.get(place) ?? new Parking();
    parkings.set(place, parking);
    const folded: Delivered[] = [];
    const folds: ParkingFolds = {
      fate,
      fold(under, each) {
        fold(under, each);
        folded.push(each);
      },
    };
    const steps = takeIn(parking, folds, record);
    for (let step = steps.next(); step.done !== true; step = steps.next(attempt(rows, step.value)));
    return folded;
  };
}

function attempt(rows: Rows, write: Write): Failure {
  const undoable = new UndoRows(rows);
  try {
    write(undoable);
    return undefined;
  } catch (cause) {
    undoable.undo();
    return { cause };
  }
}
