import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { PassingFault } from '../fault.ts';

const patienceMs = 90_000;
const pollMs = 50;
const lastMs = 500;
const killShare = 0.5;

/**
 * A resolver is stopped until another one has all its questions and appends have gone on; then it continues with what
 * it knew, beside the other one, which leaves or is killed.
 */
export const rivals: PassingFault = {
  after: 'goes on',
  async hurt({ services, loader, pool, random }) {
    await (await services.start('rival')).ready();
    const resolver = services.get('resolver');
    await untilOwnedBy(2, pool);
    resolver.signal('SIGSTOP');
    try {
      await untilOwnedBy(1, pool);
      await loader.untilMore(1 + Math.floor(random() * 50));
    } finally {
      resolver.signal('SIGCONT');
    }
    await delay(random() * lastMs);
    const isKilled = random() < killShare;
    await (isKilled ? services.kill('rival') : services.stop('rival'));
    return `a resolver was stopped past its lease and continued beside another one, which ${isKilled ? 'was killed' : 'left'}`;
  },
};

/** Resolvers whose leases stand, and shards that nobody holds. */
const holders = `
select count(distinct owner) filter (where expires_at > clock_timestamp())::int as owners,
  count(*) filter (where expires_at <= clock_timestamp())::int as free
from app.leases where name like 'resolver questions/%'`;

/** @throws {Error} the shards do not come to be held by so many */
async function untilOwnedBy(owners: number, pool: pg.Pool): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const { rows } = await pool.query<{ owners: number; free: number }>(holders);
    if (rows[0]?.owners === owners && rows[0].free === 0) return;
    if (performance.now() > giveUpAt)
      throw new Error(`the questions are not held by ${owners} of 2 resolvers`);
    await delay(pollMs);
  }
}
