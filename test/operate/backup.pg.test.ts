import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { casus } from '../apart/testing/casus-command.ts';
import { differencesOf, readTables } from '../apart/testing/read-tables.ts';
import { atRest, startOn } from './testing/on-database.ts';

const timeout = 180_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casus-backup-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Tables that a populated Casus has rows in, beside those that the log gives. */
const beside = new Set([
  'app.texts',
  'auth.keys',
  'log.published',
  'log.published_head',
  'outbox.checkpoints',
]);

/** What grows while nothing happens, and how far is read: a restored log has one record more, that it was restored. */
const grows = new Set(['silentSeconds', 'behindSeconds', 'cut']);

async function asked(url: string, path: string, key: string, body?: object): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
}

/** What each list of the API answers, as text, by path. */
async function shown(url: string, key: string): Promise<ReadonlyMap<string, string>> {
  const { paths } = (await (await asked(url, '/v1/openapi.json', key)).json()) as {
    paths: Record<string, { get?: unknown }>;
  };
  const all = new Map<string, string>();
  for (const [path, { get }] of Object.entries(paths)) {
    if (get === undefined || path.includes('{')) continue;
    const answer = await asked(url, path, key);
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    const body = isJson
      ? JSON.stringify(JSON.parse(text), (name, value: unknown) => (grows.has(name) ? undefined : value))
      : '';
    if (path.startsWith('/v1/') && !path.endsWith('archive')) all.set(path, `${answer.status} ${body}`);
  }
  return all;
}

async function populate(url: string, keys: readonly { role: string; secret: string }[]): Promise<void> {
  const keyOf = (role: string): string => keys.find((key) => key.role === role)?.secret ?? '';
  const report = await asked(url, '/v1/reports', keyOf('source'), {
    source: 'press',
    ref: 'drill-1',
    type: 'meeting.held',
    participants: ['Donald Trump', 'Vladimir Putin'],
    occurred: { from: '2025-08-15', precision: 'day' },
    quotation: 'a sentence that is kept beside the log',
  });
  expect([200, 201, 202]).toContain(report.status);
  const question = await asked(url, '/v1/questions', keyOf('curator'), {
    title: 'Is this drill over before 2035?',
    kind: 'binary',
    claim: null,
    finePrint: 'Somebody says so.',
    opensAt: '2025-01-01T00:00:00Z',
    closesAt: '2035-01-01T00:00:00Z',
    settleBy: '2035-02-01T00:00:00Z',
  });
  const asJson = (await question.json()) as { id?: string; questionId?: string };
  expect([200, 201, 202]).toContain(question.status);
  const id = asJson.id ?? asJson.questionId ?? '';
  const prediction = await asked(url, `/v1/questions/${id}/predictions`, keyOf('forecaster'), {
    probability: 0.3,
    rationale: 'a reason that is kept beside the log',
  });
  expect([200, 201, 202]).toContain(prediction.status);
}

test(
  'a Casus that is lost is there again from its backup: tables, answers, keys, texts, what was told',
  {
    timeout,
  },
  async () => {
    await using lost = await freshDatabase();
    await using found = await freshDatabase();
    const file = join(folder, 'casus.backup');
    const before = await (async () => {
      await using first = await startOn(lost.url, true);
      await populate(first.url, first.keys);
      await atRest(first.pool);
      const taken = await casus(['backup', '--out', file], { DATABASE_URL: lost.url });
      expect(taken).toMatchObject({ code: 0 });
      const besides = (await readFile(file, 'utf8')).matchAll(/"beside":"row","table":"([^"]+)"/gu);
      expect(new Set([...besides].map(([, table]) => table))).toEqual(beside);
      const admin = first.keys.find(({ role }) => role === 'admin')?.secret ?? '';
      const facts = await first.pool.query('select * from log.published order by "offset"');
      const texts = await first.pool.query('select * from app.texts order by id');
      expect(facts.rows.length).toBeGreaterThan(0);
      expect(texts.rows.length).toBeGreaterThan(1);
      return {
        admin,
        keys: first.keys,
        facts: facts.rows,
        texts: texts.rows,
        tables: await readTables(first.pool),
        answers: await shown(first.url, admin),
      };
    })();
    expect(before.answers.size).toBeGreaterThan(10);
    const restored = await casus(['restore', file], { DATABASE_URL: found.url });
    expect(restored).toMatchObject({ code: 0, stderr: '' });
    await using second = await startOn(found.url, true);
    await atRest(second.pool);
    expect(second.keys).toEqual([]);
    expect(differencesOf(await readTables(second.pool), before.tables)).toEqual([]);
    const answers = await shown(second.url, before.admin);
    const changed = [...before.answers].filter(([path, answer]) => answers.get(path) !== answer);
    expect(changed.map(([path]) => path)).toEqual([]);
    expect((await second.pool.query('select * from app.texts order by id')).rows).toEqual(before.texts);
    expect((await second.pool.query('select * from log.published order by "offset"')).rows).toEqual(
      before.facts,
    );
    await populate(second.url, before.keys);
  },
);

test('a file that is cut off, or altered, is refused before anything is written', { timeout }, async () => {
  await using database = await freshDatabase();
  await using target = await freshDatabase();
  const file = join(folder, 'small.backup');
  await using first = await startOn(database.url, false);
  await atRest(first.pool);
  expect(await casus(['backup', '--out', file], { DATABASE_URL: database.url })).toMatchObject({ code: 0 });
  const text = await readFile(file, 'utf8');
  const harms: readonly [string, RegExp][] = [
    [text.slice(0, text.length - 30), /is damaged: line \d+: it is no JSON/u],
    [`${text.split('\n').slice(0, -2).join('\n')}\n`, /is damaged: .* cut off: its end is missing/u],
    [
      text
        .replace('casus_', 'casux_')
        .replace('"label', '"lobel')
        .replace('auth.keys","row', 'auth.kexs","row'),
      /hash of the end/u,
    ],
  ];
  for (const [harmed, sentence] of harms) {
    expect(harmed).not.toBe(text);
    const broken = join(folder, 'broken.backup');
    await writeFile(broken, harmed);
    const refused = await casus(['restore', broken], { DATABASE_URL: target.url });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(sentence);
  }
  const client = new pg.Client({ connectionString: target.url });
  await client.connect();
  const { rows } = await client.query(`select to_regclass('log.identity') as log`);
  await client.end();
  expect(rows).toEqual([{ log: null }]);
});

test('a place that holds something takes no backup, and an exported log is none', { timeout }, async () => {
  await using database = await freshDatabase();
  await using target = await freshDatabase();
  const file = join(folder, 'full.backup');
  const exported = join(folder, 'log.jsonl');
  await using first = await startOn(database.url, false);
  await atRest(first.pool);
  const environment = { DATABASE_URL: database.url };
  expect(await casus(['backup', '--out', file], environment)).toMatchObject({ code: 0 });
  const refused = await casus(['restore', file], environment);
  expect(refused).toMatchObject({
    code: 1,
    stderr:
      'A backup is restored into an empty database only: this one has rows in projection.generations.\n',
  });
  expect(await casus(['log', 'export', '--out', exported], environment)).toMatchObject({ code: 0 });
  const noBackup = await casus(['restore', exported], { DATABASE_URL: target.url });
  expect(noBackup.stderr).toContain('is an exported log and no backup');
});
