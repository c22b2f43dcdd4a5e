export { compareTables } from './compare-tables.ts';
export type { Comparison, Difference } from './compare-tables.ts';
export { foldFromZero } from './fold-from-zero.ts';
export type { FoldedTables, FoldedVersion } from './fold-from-zero.ts';
