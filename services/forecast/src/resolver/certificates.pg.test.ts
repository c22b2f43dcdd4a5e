import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import { expect, test } from 'vitest';
import { makeCertificates } from './certificates.ts';

test('many resolvers begin at once on an empty database', async () => {
  await using database = await freshDatabase();
  const pools = Array.from({ length: 8 }, () => new pg.Pool({ connectionString: database.url, max: 1 }));
  const stores = await Promise.all(pools.map((pool) => makeCertificates(pool)));
  await Promise.all(stores.map((store) => store.put({ hash: 'one', text: 'two' })));
  for (const pool of pools) {
    const { rows } = await pool.query<{ text: string }>('select text from app.certificates');
    expect(rows).toEqual([{ text: 'two' }]);
  }
  await Promise.all(pools.map((pool) => pool.end()));
});
