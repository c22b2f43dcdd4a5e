export { migrateLeases, takeLease } from './lease.ts';
export type { Lease } from './lease.ts';
export { shareOut } from './share-out.ts';
export type { ShareOptions } from './share-out.ts';
