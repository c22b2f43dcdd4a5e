import { startProjector } from '@casus/projection';
import { ask } from '@casus/projection/operate';
import { projections } from '@casus/projector';
import { expect, test } from 'vitest';
import { withOpenQuestion } from './testing/opened.ts';
import { meetingQuestion } from './testing/world.ts';

/** The read models in a later version, which is filled and then waits: what it is compared by never agrees. */
const risen = projections.map((projection) => ({
  ...projection,
  version: projection.version + 1,
  invariants: [{ name: 'never the same', table: projection.tables[0]?.name ?? '', sql: 'random()' }],
}));

test('while a newer version is not gone over to, reads say stale and writes answer 202', async () => {
  await using api = await withOpenQuestion();
  expect((await api.get('/v1/questions/a-meeting')).body.cut).toMatchObject({ stale: false });
  await api.stopProjector();
  const { log, pool } = api;
  await using projector = await startProjector({ log, pool, projections: risen, clock: Date.now });
  await Promise.race([projector.readable, projector.failed]);

  const before = await api.get('/v1/questions/a-meeting');
  expect([before.status, before.body.cut]).toMatchObject([200, { stale: true }]);
  const written = await api.post('/v1/questions', { ...meetingQuestion, id: 'later' });
  expect(written.status).toBe(202);
  const position = String(written.headers['casus-position']);
  expect((await api.get('/v1/questions/later')).status).toBe(404);
  const notYet = await api.get('/v1/questions/later', { headers: { 'casus-position': position } });
  expect([notYet.status, notYet.headers['retry-after']]).toEqual([503, '1']);

  const waits = `select 1 from projection.generations where state = 'waiting'`;
  await expect.poll(async () => (await pool.query(waits)).rowCount, { timeout: 20_000 }).toBe(1);
  expect((await api.get('/v1/questions/a-meeting')).body.cut).toMatchObject({ stale: true });
  await ask(pool, 'accept');
  const shown = async (): Promise<unknown> => (await api.get('/v1/questions/later')).body.cut;
  await expect.poll(shown, { timeout: 20_000 }).toMatchObject({ stale: false });
});
