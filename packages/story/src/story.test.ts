import { buildDemonstration } from '@casus/replay';
import { beforeAll, expect, test } from 'vitest';
import { onlyQuestion, renderDay, tellStory } from './index.ts';
import type { Day } from './index.ts';

let days: readonly Day[];

beforeAll(async () => {
  const { history } = await buildDemonstration({ world: 1, questions: 4 }, { retract: ['ut-036', 'ut-039'] });
  days = tellStory(await Array.fromAsync(history.records));
}, 120_000);

const dayOf = (date: string): Day => {
  const found = days.find((day) => day.date === date);
  if (!found) throw new Error(`nothing happened on ${date}`);
  return found;
};

test('no line is longer than 80 columns', () => {
  expect(days.flatMap(renderDay).filter((line) => line.length > 80)).toEqual([]);
});

test('a verdict changes on the day of the report that it names', () => {
  const summit = onlyQuestion(dayOf('2025-08-15'), 'q4')?.verdicts;
  expect(summit).toMatchObject([
    { before: 'Open', value: 'Yes', decidedAt: '2025-08-15T04:00:00.000Z', because: ['ut-036'] },
  ]);
});

test('a "no" is said only once the sources have been read, though it was known before', () => {
  const id = 'q1-eo14024-top-window-named';
  expect(onlyQuestion(dayOf('2025-10-22'), id)?.verdicts).toMatchObject([{ value: 'Open', asKnown: 'No' }]);
  expect(onlyQuestion(dayOf('2025-10-23'), id)?.verdicts).toMatchObject([
    { value: 'No', decidedAt: '2025-10-22T04:00:00.000Z' },
  ]);
});

test('a report taken back is followed at once by one question, and contested by another', () => {
  const retracted = days.findLast(({ reports }) => reports.some(({ text }) => text.startsWith('takes')));
  expect(retracted?.settlements).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({
        questionId: 'q4-summit-within-30-days',
        outcome: 'No',
        state: 'resolved again',
        provisional: true,
      }),
      expect.objectContaining({ questionId: 'q1-eo14024-top-window-named', state: 'contested' }),
    ]),
  );
});

test('a changed value that counted at once stands once it has settled', () => {
  const stands = days.flatMap(({ settlements }) => settlements).filter(({ state }) => state === 'stands');
  expect(stands).toMatchObject([{ questionId: 'q4-summit-within-30-days', outcome: 'No' }]);
});
