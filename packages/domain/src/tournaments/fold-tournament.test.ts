import { expect, test } from 'vitest';
import { memoryRows } from '../memory-rows.ts';
import { foldQuestion } from '../questions/fold-question.ts';
import { refusals } from '../questions/index.ts';
import { tournaments } from './index.ts';

const definition = {
  title: 'Autumn',
  tag: 'talks',
  questions: [{ questionId: 'q', weight: 2 }],
  startsAt: '2025-09-01T00:00:00Z',
  endsAt: '2025-12-01T00:00:00Z',
};
const opened = { name: 'tournament-opened', at: '2025-08-01T00:00:00Z', definition };
const reason = { textId: '7f2c1f6e-2f0f-4a51-9d0c-1c8f5b8f2a01', hash: 'h' };
const amended = {
  name: 'tournament-amended',
  at: '2025-10-01T00:00:00Z',
  definition: { ...definition, title: 'Fall' },
  expectedRevision: 1,
  reason,
};

/** The tournament after the records given, and why the last one was refused. */
function folded(...given: readonly { name: string; at: string; definition: object }[]) {
  const rows = memoryRows();
  for (const [offset, { name, at, ...data }] of given.entries()) {
    foldQuestion(rows, {
      position: { topic: 'questions', partition: 0, offset },
      id: `record-${offset}`,
      type: `casus.questions.${name}.v1`,
      key: 'autumn',
      data: { tournamentId: 'autumn', by: 'curator', ...data },
      logTime: Date.parse(at),
    });
  }
  return {
    tournament: rows.get(tournaments, 'autumn'),
    refusal: rows.get(refusals, `record-${given.length - 1}`)?.code,
  };
}

test('a tournament opens with its questions, and their weights', () => {
  const { tournament, refusal } = folded(opened);
  expect(refusal).toBeUndefined();
  expect(tournament).toMatchObject({ revision: 1, amended: null, definition });
  expect(tournament?.definition).toMatchObject({ score: 'peer', minCoverage: 0 });
});

test('an amendment has a revision, and says who made it and why', () => {
  expect(folded(opened, amended).tournament).toMatchObject({
    revision: 2,
    definition: { title: 'Fall' },
    amended: { by: 'curator', at: Date.parse(amended.at), reasonTextId: reason.textId },
  });
});

test.each([
  ['tournament-exists', [opened, opened]],
  ['tournament-unknown', [amended]],
  ['stale-revision', [opened, { ...amended, expectedRevision: 2 }]],
  ['tournament-ended', [{ ...opened, at: definition.endsAt }]],
  ['tournament-ended', [opened, { ...amended, at: definition.endsAt }]],
  [
    'tournament-ended',
    [opened, { ...amended, definition: { ...definition, endsAt: '2025-09-30T00:00:00Z' } }],
  ],
  ['tournament-invalid', [{ ...opened, definition: { ...definition, endsAt: definition.startsAt } }]],
  ['tournament-invalid', [{ ...opened, definition: { ...definition, tag: undefined, questions: [] } }]],
  [
    'tournament-invalid',
    [{ ...opened, definition: { ...definition, questions: [{ questionId: 'q' }, { questionId: 'q' }] } }],
  ],
])('%s is what a record is refused by that comes too late or makes no sense', (code, records) => {
  expect(folded(...records).refusal).toBe(code);
});
