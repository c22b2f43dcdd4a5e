export { questionFolds, worldFolds } from './folds.ts';
export { parkingFold } from './parking-fold.ts';
export type { Parkings } from './parking-fold.ts';
export { Parking } from './parking.ts';
export type { ParkedRecord, ParkingChanges } from './parking.ts';
export { takeIn } from './take-in.ts';
export { discardRecord } from '../records/keeping.ts';
export type { Failure, Fate, ParkingFolds, Write } from './take-in.ts';
