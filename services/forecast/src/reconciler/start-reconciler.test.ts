import { memoryRows } from '@casus/domain/memory-rows';
import { questionFolds } from '@casus/domain/parking';
import { questions } from '@casus/domain/questions';
import { questionRecord } from '@casus/domain/records';
import type { QuestionRecordInput } from '@casus/domain/records';
import { deliver, memoryLog } from '@casus/log';
import { makeLogger } from '@casus/platform';
import { expect, test, vi } from 'vitest';
import { startReconciler } from './start-reconciler.ts';

const definition = {
  title: 'Will it?',
  kind: 'binary',
  claim: null,
  opensAt: '2025-01-01T00:00:00Z',
  closesAt: '2025-02-01T00:00:00Z',
  settleBy: '2025-02-10T00:00:00Z',
} as const;
const clock = (): number => Date.parse('2025-01-02T00:00:00Z');
const logger = makeLogger({ name: 'test', level: 'silent' });
const text = { textId: '7f2c1f6e-2f0f-4a51-9d0c-1c8f5b8f2a01', hash: 'h' };

test('two reconcilers tell a child once how its parent in another partition came out', async () => {
  const log = memoryLog({ partitions: { world: 1, questions: 4 }, clock });
  let count = 0;
  const append = async ({ name, data }: QuestionRecordInput, key: string): Promise<void> => {
    count += 1;
    const id = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    // the pair is one that the union holds
    const record = questionRecord(id, { name, data } as QuestionRecordInput);
    await log.append({ topic: 'questions', key, records: [record] });
  };
  const conditions = [{ questionId: 'parent', outcome: 'true' as const }];
  const by = 'desk';
  await append({ name: 'question-opened', data: { questionId: 'parent', definition, by } }, 'parent');
  const child = { questionId: 'child', definition: { ...definition, conditions }, by };
  await append({ name: 'question-opened', data: child }, 'child');
  await using one = startReconciler({ log, clock, logger });
  await using other = startReconciler({ log, clock, logger });
  const decided = { outcome: 'false' as const, decidedAt: '2025-01-02T00:00:00Z', evidence: ['e'] };
  const command = { questionId: 'parent', expectedRevision: 1, by, reason: text };
  await append({ name: 'question-resolved', data: { ...command, ...decided } }, 'parent');
  expect([one, other]).toHaveLength(2);
  await vi.waitFor(async () => expect(await statusOf(log, 'child')).toEqual(['annulled', 1]), 5_000);
});

/** The child's status, and how many records say where a parent stands. */
async function statusOf(log: ReturnType<typeof memoryLog>, questionId: string): Promise<unknown> {
  const rows = memoryRows();
  let said = 0;
  for (let partition = 0; partition < log.partitions.questions; partition += 1) {
    const stop = new AbortController();
    const from = undefined;
    const options = { log, topic: 'questions', partition, clock, from, signal: stop.signal } as const;
    for await (const { records, atHead } of deliver({ ...options, onHalt: () => undefined })) {
      for (const record of records) {
        questionFolds.fold(rows, record);
        if (record.type.includes('condition-decided')) said += 1;
      }
      if (atHead) break;
    }
  }
  return [rows.get(questions, questionId)?.status, said];
}
