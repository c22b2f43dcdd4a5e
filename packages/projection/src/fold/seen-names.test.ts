import { expect, test } from 'vitest';
import { SeenNames } from './seen-names.ts';

test('every name that was added is found, and of 100,000 others hardly any', () => {
  const seen = new SeenNames().of('entries');
  for (let name = 0; name < 100_000; name += 1) seen.add(String(name));
  let lost = 0;
  let mistaken = 0;
  for (let name = 0; name < 100_000; name += 1) {
    if (!seen.mayHave(String(name))) lost += 1;
    if (seen.mayHave(String(name + 100_000))) mistaken += 1;
  }
  expect(lost).toBe(0);
  expect(mistaken).toBeLessThan(100);
});

test('a name of one kind is not one of another kind', () => {
  const seen = new SeenNames();
  seen.of('ships').add('a');
  expect([seen.of('ships').mayHave('a'), seen.of('ports').mayHave('a')]).toEqual([true, false]);
});

test('nothing is found where nothing was added', () => {
  expect(new SeenNames().of('entries').mayHave('')).toBe(false);
});
