import { randomUUID } from 'node:crypto';
import { compileClaim } from '@casus/claims';
import { reportIdOf } from '@casus/domain/identity';
import { memoryRows } from '@casus/domain/memory-rows';
import { questionFolds } from '@casus/domain/parking';
import { alarms, questions } from '@casus/domain/questions';
import { questionDefinition, questionRecord, worldRecord } from '@casus/domain/records';
import type { QuestionDefinition, WorldRecordInput } from '@casus/domain/records';
import { registerRecords } from '@casus/domain/registers';
import type { Rows } from '@casus/domain/rows';
import type { DeliveredRecord, EventLog } from '@casus/log';
import { wholePartition } from '../../whole-log.ts';

/** Ids of questions that fall into every one of four partitions. */
export const asked = Array.from({ length: 12 }, (_, number) => `question-${number}`);

function definition(): QuestionDefinition {
  const compiled = compileClaim({
    op: 'compare',
    is: '>=',
    value: 1,
    measure: {
      op: 'count',
      by: 'event',
      event: { op: 'match', type: 'meeting.held', participants: ['Narendra Modi', 'Vladimir Putin'] },
      window: { op: 'between', from: '2025-08-01', until: '2025-09-10', zone: 'UTC' },
    },
  });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.refusals));
  return questionDefinition.parse({
    title: 'Do they meet?',
    kind: 'binary',
    claim: compiled.claim,
    opensAt: '2025-08-01T00:00:00Z',
    closesAt: new Date(Date.now() + 86_400_000).toISOString(),
    settleBy: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    coverage: [{ source: 'press' }],
  });
}

/** Gives the log its registers and the questions, each whether a meeting is reported by September. */
export async function ask(log: EventLog): Promise<void> {
  for (const { key, id, record } of registerRecords())
    await log.append({ topic: 'world', key, records: [worldRecord(id, record)] });
  for (const questionId of asked) {
    const opened = { questionId, definition: definition(), by: 'desk' };
    const record = questionRecord(randomUUID(), { name: 'question-opened', data: opened });
    await log.append({ topic: 'questions', key: questionId, records: [record] });
  }
}

async function tell(log: EventLog, key: string, input: WorldRecordInput): Promise<void> {
  await log.append({ topic: 'world', key, records: [worldRecord(randomUUID(), input)] });
}

/** The press reports a meeting, which decides all questions; a revision above 0 takes it back. */
export async function reportMeeting(log: EventLog, ref: string, revision = 0): Promise<void> {
  const report = { reportId: reportIdOf('press', ref), source: 'press', ref, revision };
  if (revision > 0) return tell(log, report.reportId, { name: 'report-retracted', data: report });
  const content = {
    stance: 'asserts' as const,
    type: 'meeting.held',
    participants: ['Narendra Modi', 'Vladimir Putin'],
    occurred: { from: '2025-08-20', precision: 'day' as const },
  };
  await tell(log, report.reportId, { name: 'report-filed', data: { ...report, content } });
}

/** What the log says of the questions' verdicts. */
export interface Said {
  /** Records of verdicts, by question. */
  readonly records: ReadonlyMap<string, number>;
  /** The value that stands, by question. */
  readonly standing: ReadonlyMap<string, unknown>;
  /** Accepted verdicts that had read less, of world or by engine, than the one before. */
  readonly backwards: number;
  readonly alarms: number;
}

/** Folds `questions` from zero. */
export async function saidIn(log: EventLog): Promise<Said> {
  const rows = memoryRows();
  const said = { records: new Map<string, number>(), backwards: 0 };
  for (let partition = 0; partition < log.partitions.questions; partition += 1)
    for (const record of await distinctRecords(log, partition)) foldInto(rows, said, record);
  const valueOf = (id: string) => rows.get(questions, id)?.verdict?.verdict.value ?? null;
  return {
    ...said,
    standing: new Map(asked.map((id) => [id, valueOf(id)])),
    alarms: rows.all(alarms).size,
  };
}

function foldInto(
  rows: Rows,
  said: { readonly records: Map<string, number>; backwards: number },
  record: DeliveredRecord,
): void {
  const before = rows.get(questions, record.key)?.verdict;
  questionFolds.fold(rows, record);
  const after = rows.get(questions, record.key)?.verdict;
  if (record.type.includes('verdict-given'))
    said.records.set(record.key, (said.records.get(record.key) ?? 0) + 1);
  if (before && after && (after.world < before.world || after.engine < before.engine)) said.backwards += 1;
}

/** On Kafka an id may come twice. */
async function distinctRecords(log: EventLog, partition: number): Promise<readonly DeliveredRecord[]> {
  const records = await wholePartition(log, 'questions', partition);
  const first = new Map(records.toReversed().map((record) => [record.id, record.position.offset]));
  return records.filter(({ id, position }) => first.get(id) === position.offset);
}

/** Every question with this. */
export function each<Value>(value: Value): ReadonlyMap<string, Value> {
  return new Map(asked.map((id) => [id, value]));
}
