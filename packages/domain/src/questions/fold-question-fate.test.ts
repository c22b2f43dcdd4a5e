import { describe, expect, test } from 'vitest';
import { memoryRows } from '../memory-rows.ts';
import { foldQuestion, foldQuestionFate } from './fold-question.ts';
import { alarms } from './index.ts';

describe('a record that cannot be read', () => {
  const broken = {
    position: { topic: 'questions', partition: 0, offset: 7 },
    id: 'x',
    type: 'casus.questions.question-amended.v1',
    key: 'q',
    data: { nonsense: true },
    logTime: 5,
  } as const;

  test('is for the runner to park, with what is wrong about it', () => {
    expect(() => foldQuestion(memoryRows(), broken)).toThrow(
      /question-amended.v1 of another shape: .*questionId/su,
    );
  });

  test('is an alarm once it is parked', () => {
    const rows = memoryRows();
    foldQuestionFate(rows, broken, 'parked');
    expect([...rows.all(alarms).values()]).toEqual([{ questionId: 'q', code: 'parked', offset: 7, at: 5 }]);
  });
});
