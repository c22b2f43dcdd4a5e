import { readFile } from 'node:fs/promises';
import { questionSchemas, worldSchemas } from '@casus/domain/record-schemas';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { publishedSchemas } from '../outbox/facts/shapes.ts';
import { asyncApiDocument } from './document.ts';

const file = new URL('../../../../docs/asyncapi.yaml', import.meta.url);

test('the document in docs is the one that `pnpm asyncapi` writes', async () => {
  expect(await readFile(file, 'utf8')).toBe(stringify(asyncApiDocument()));
});

test('every reference in it leads somewhere', async () => {
  const text = await readFile(file, 'utf8');
  const document: unknown = parse(text);
  const references = new Set([...text.matchAll(/\$ref: "?#\/([^"\n]+)"?/gu)].map(([, path = '']) => path));
  const dangling = [...references].filter(
    (path) =>
      path
        .split('/')
        .reduce<unknown>((at, name) => (Object(at) as Record<string, unknown>)[name], document) === undefined,
  );
  expect(references.size).toBeGreaterThan(80);
  expect(dangling).toEqual([]);
});

test('every type of record and fact is a message of its topic', () => {
  const { channels } = asyncApiDocument() as {
    readonly channels: Readonly<Record<string, { readonly messages: object }>>;
  };
  const names = { world: worldSchemas, questions: questionSchemas, published: publishedSchemas };
  for (const [topic, schemas] of Object.entries(names))
    expect(Object.keys(channels[topic]?.messages ?? {})).toEqual(
      expect.arrayContaining(Object.keys(schemas).map((name) => `${topic}.${name}.v1`)),
    );
});
