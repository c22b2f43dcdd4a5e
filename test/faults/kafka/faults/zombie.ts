import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { PassingFault } from '../fault.ts';

const patienceMs = 90_000;

/** A projector is stopped until another one has its leases and has folded on; then it continues in its batch. */
export const zombie: PassingFault = {
  after: 'goes on',
  async hurt({ services, loader, pool, random }) {
    const heir = await services.start('heir');
    await heir.ready();
    const owners = await leaseOwners(pool);
    const projector = services.get('projector');
    projector.signal('SIGSTOP');
    try {
      await untilOthersOwn(pool, owners);
      await loader.untilMore(1 + Math.floor(random() * 50));
    } finally {
      projector.signal('SIGCONT');
    }
    await delay(random() * 500);
    await services.stop('heir');
    return 'a projector was stopped past its lease, overtaken, and continued';
  },
};

interface Owned {
  readonly place: string;
  readonly owner: string;
  readonly stands: boolean;
}

async function readLeases(pool: pg.Pool): Promise<readonly Owned[]> {
  const { rows } = await pool.query<Owned>(
    `select topic || '/' || partition as place, owner, expires_at > clock_timestamp() as stands
     from projection.leases`,
  );
  return rows;
}

async function leaseOwners(pool: pg.Pool): Promise<ReadonlySet<string>> {
  return new Set((await readLeases(pool)).filter(({ stands }) => stands).map(({ owner }) => owner));
}

/** @throws {Error} nobody else takes the leases over */
async function untilOthersOwn(pool: pg.Pool, owners: ReadonlySet<string>): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  while ((await readLeases(pool)).some(({ owner, stands }) => !stands || owners.has(owner))) {
    if (performance.now() > giveUpAt) throw new Error('nobody took the leases over');
    await delay(50);
  }
}
