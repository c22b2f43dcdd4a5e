import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import { expect, test } from 'vitest';
import { casus } from '../apart/testing/casus-command.ts';
import type { Ran } from '../apart/testing/casus-command.ts';
import { atRest, startOn } from './testing/on-database.ts';

/** One thing that is wrong, how it is put right again, and what is said of it. */
const harms = [
  {
    what: 'a row',
    harm: `update g1."events" set data = data || '{"status":"false"}' where from_offset = (select max(from_offset) from g1."events")`,
    said: /^a row is another one than the log gives: events /mu,
  },
  {
    what: 'a row that is gone',
    harm: `delete from g1."events" where from_offset = (select min(from_offset) from g1."events")`,
    said: /^a row is missing: events /mu,
  },
  {
    what: 'a record',
    harm: `update log.records set event = replace(event, '"specversion":"1.0"', '"specversion":"1.1"') where topic = 'world' and "offset" = 5`,
    said: /^world\/0@5: its text is not the one that was appended$/mu,
  },
  {
    what: 'a record that is gone',
    harm: `delete from log.records where topic = 'world' and "offset" = 7`,
    said: /^world\/0: offsets 7 to 7 are missing$/mu,
  },
  {
    what: 'a checkpoint',
    harm: `update g1.checkpoints set last_id = '00000000-0000-0000-0000-000000000000' where topic = 'world'`,
    said: /^checkpoint of world\/0: the record before \d+ is \S+, it was 00000000/mu,
  },
] as const;

test('a log and its tables are verified; what was tampered with is named', { timeout: 240_000 }, async () => {
  await using database = await freshDatabase();
  await (async () => {
    await using first = await startOn(database.url, true);
    await atRest(first.pool);
    expect(await verified(database.url)).toMatchObject({ code: 0 }); // while it runs
  })();
  for (const { what, harm, said } of harms) {
    const undo = await harmed(database.url, harm);
    const { code, stdout } = await verified(database.url);
    await undo();
    expect([what, code]).toEqual([what, 1]);
    expect(stdout).toMatch(said);
  }
  const { code, stdout } = await verified(database.url);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ findings: 0, cut: { world: [expect.any(Number)] } });
});

const verified = (url: string): Promise<Ran> => casus(['log', 'verify'], { DATABASE_URL: url });

/** Does it, and gives what undoes it. */
async function harmed(url: string, harm: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create schema kept');
  const tables = ['g1."events"', 'log.records', 'g1.checkpoints'];
  for (const [place, table] of tables.entries())
    await client.query(`create table kept.t${place} as select * from ${table}`);
  const { rowCount } = await client.query(harm);
  expect(rowCount).toBeGreaterThan(0);
  return async () => {
    for (const [place, table] of tables.entries())
      await client.query(`delete from ${table}; insert into ${table} select * from kept.t${place}`);
    await client.query('drop schema kept cascade');
    await client.end();
  };
}
