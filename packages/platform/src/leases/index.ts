export { migrateLeases, takeLease, withLease } from './lease.ts';
export type { Lease, LeaseOptions } from './lease.ts';
