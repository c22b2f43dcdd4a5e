import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Fact, Publisher } from './publisher.ts';

/** A publisher on storage of its own, and all that stands there: a list for each partition. */
export interface PublisherSubject extends AsyncDisposable {
  readonly publisher: Publisher;
  readonly stored: () => Promise<readonly (readonly { readonly id: string; readonly key: string }[])[]>;
}

/** The rules that every publisher keeps. */
export function describePublisher(name: string, open: () => Promise<PublisherSubject>): void {
  const rule = (title: string, check: (subject: PublisherSubject) => Promise<void>): void => {
    // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- the check asserts, the caller names it
    test(title, async () => {
      await using subject = await open();
      await check(subject);
    });
  };

  describe(`facts published to ${name}`, () => {
    rule('are all there, those of a key in their order', keepsOrder);
    rule('by several at once are all there', keepsConcurrent);
    rule('again are known by their ids', keepsIds);
    rule('of more bytes than a record has are refused', refusesTooLarge);
    rule('may be none', async ({ publisher, stored }) => {
      await publisher.publish([]);
      expect((await stored()).flat()).toEqual([]);
    });
  });
}

function makeFacts(count: number, keys: number): readonly Fact[] {
  return Array.from({ length: count }, (_, number) => ({
    key: `key-${number % keys}`,
    record: { id: randomUUID(), type: 'casus.published.tested.v1', data: { number, text: 'a\nb' } },
  }));
}

function idsByKey(facts: readonly { readonly id: string; readonly key: string }[]): object {
  const groups = Map.groupBy(facts, ({ key }) => key);
  return Object.fromEntries([...groups].map(([key, own]) => [key, [...new Set(own.map(({ id }) => id))]]));
}

const asStored = (facts: readonly Fact[]) => facts.map(({ key, record }) => ({ key, id: record.id }));

async function keepsOrder({ publisher, stored }: PublisherSubject): Promise<void> {
  const facts = makeFacts(1_200, 7);
  await publisher.publish(facts.slice(0, 900));
  await publisher.publish(facts.slice(900));
  expect(idsByKey((await stored()).flat())).toEqual(idsByKey(asStored(facts)));
}

async function keepsConcurrent({ publisher, stored }: PublisherSubject): Promise<void> {
  const all = Array.from({ length: 8 }, () => makeFacts(50, 50));
  await Promise.all(all.map((facts) => publisher.publish(facts)));
  const ids = (await stored()).flat().map(({ id }) => id);
  expect(ids.toSorted()).toEqual(
    all
      .flat()
      .map(({ record }) => record.id)
      .toSorted(),
  );
}

async function keepsIds({ publisher, stored }: PublisherSubject): Promise<void> {
  const facts = makeFacts(20, 3);
  await publisher.publish(facts);
  await publisher.publish([...facts, ...facts.slice(0, 1)]);
  expect(idsByKey((await stored()).flat())).toEqual(idsByKey(asStored(facts)));
}

async function refusesTooLarge({ publisher, stored }: PublisherSubject): Promise<void> {
  const [fact] = makeFacts(1, 1);
  const record = { id: randomUUID(), type: 'casus.published.tested.v1', data: 'x'.repeat(300_000) };
  const facts = [...(fact ? [fact] : []), { key: 'key-0', record }];
  await expect(publisher.publish(facts)).rejects.toMatchObject({ code: 'record-too-large' });
  expect((await stored()).flat()).toEqual([]);
}
