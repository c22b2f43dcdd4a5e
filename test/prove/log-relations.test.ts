import { createHash, randomUUID } from 'node:crypto';
import { evaluate, glance } from '@casus/claims';
import { claimQuestionOf } from '@casus/claims/resolver';
import { canonicalJson } from '@casus/domain/canonical-json';
import { reportIdOf, recordIdOf } from '@casus/domain/identity';
import { readQuestionRecord, readWorldRecord, worldRecord } from '@casus/domain/records';
import type { WorldRecordInput } from '@casus/domain/records';
import type { Delivered } from '@casus/domain/rows';
import { verdictText } from '@casus/domain/verdict';
import type { WorldMemory } from '@casus/domain/world-memory';
import { beforeAll, expect, test } from 'vitest';
import { demonstrationLog, resolverOn, verdictsIn, worldIn } from './replayed-demonstration.ts';

/** Relations between a log and what is said of it, on the demonstration's. */

let log: readonly Delivered[];
let world: WorldMemory;
beforeAll(async () => {
  log = await demonstrationLog();
  world = worldIn(log);
}, 300_000);

/** The questions as they were opened. */
function questionsIn(records: readonly Delivered[]) {
  return records.flatMap((record) => {
    const read = record.position.topic === 'questions' ? readQuestionRecord(record) : 'header';
    if (typeof read === 'string' || read.name !== 'question-opened') return [];
    const asked = claimQuestionOf(read.data.definition);
    return asked ? [{ questionId: read.data.questionId, asked }] : [];
  });
}

test('replayed at its cut, every verdict of the log is said again, to the last field of its certificate', () => {
  const asked = new Map(questionsIn(log).map((each) => [each.questionId, each.asked]));
  const verdicts = verdictsIn(log);
  for (const { questionId, worldOffset, verdict, certificateHash } of verdicts) {
    const question = asked.get(questionId);
    if (question === undefined) throw new Error(`nobody opened ${questionId}`);
    const again = evaluate(question, world.evidenceAt(worldOffset));
    expect(verdictText(again.verdict.value)).toBe(verdictText(verdict.value));
    expect(again.verdict.asKnown).toEqual(verdict.asKnown);
    const hash = createHash('sha256').update(canonicalJson(again.certificate)).digest('hex');
    expect(hash, `${questionId} at ${worldOffset}`).toBe(certificateHash);
  }
  expect(verdicts.length).toBeGreaterThan(60);
}, 120_000);

function spoken(records: readonly Delivered[], keep: (key: string) => boolean): readonly string[] {
  const opened = records.filter(({ key, type }) => keep(key) && !type.includes('verdict'));
  const speeches = resolverOn(world, opened).speak();
  return speeches.flatMap((speech) => speech.records.map(({ id }) => id)).toSorted();
}

test('resolvers that share the questions say together what one says', () => {
  const keys = [...new Set(questionsIn(log).map(({ questionId }) => questionId))];
  const isFirst = (key: string): boolean => keys.indexOf(key) % 2 === 0;
  const one = spoken(log, () => true);
  const two = [...spoken(log, isFirst), ...spoken(log, (key) => !isFirst(key))].toSorted();
  expect(one.length).toBeGreaterThan(20);
  expect(two).toEqual(one);
}, 120_000);

test('a resolver that starts anywhere in the log goes on as if it had never stopped', () => {
  const verdicts = verdictsIn(log);
  const given = log.filter(({ position }) => position.topic === 'questions');
  for (const cut of [0.2, 0.45, 0.7, 0.9].map((share) => Math.floor(share * verdicts.length))) {
    const until = verdicts[cut]?.worldOffset ?? 0;
    const prefix = worldIn(
      log.filter(({ position }) => position.topic === 'world' && position.offset < until),
    );
    const logTime = prefix.logTimeAt(until - 1);
    const known = given.filter((record) => record.logTime <= logTime && saidBefore(record, until));
    const speeches = resolverOn(prefix, known).speak();
    const next = speeches.flatMap((speech) => speech.records.map(({ id }) => id));
    const logged = new Set(given.map(({ id }) => id));
    expect(
      next.filter((id) => !logged.has(id)),
      `from ${until}`,
    ).toEqual([]);
  }
}, 240_000);

/** Whether a record of `questions` is no verdict, or one on less than this of the world. */
function saidBefore(record: Delivered, cut: number): boolean {
  const [verdict] = verdictsIn([record]);
  return verdict === undefined || verdict.worldOffset < cut;
}

/** The world's records with others after them, a minute later. */
function continued(records: readonly WorldRecordInput[]): WorldMemory {
  const own = log.filter(({ position }) => position.topic === 'world');
  const last = own.at(-1);
  const more = records.map((input, index): Delivered => {
    const { name, data } = input;
    const named = name === 'report-filed' || name === 'report-retracted';
    const id = named ? recordIdOf(data.reportId, data.revision) : randomUUID();
    const offset = (last?.position.offset ?? 0) + 1 + index;
    return {
      ...worldRecord(id, input),
      position: { topic: 'world', partition: 0, offset },
      key: named ? data.reportId : id,
      logTime: (last?.logTime ?? 0) + 60_000,
    };
  });
  return worldIn([...own, ...more]);
}

/** What is said of every question at the end of a world. */
function saidAtEnd(of: WorldMemory): readonly string[] {
  return questionsIn(log).map(({ questionId, asked }) => {
    const { value, asKnown, decidedAt } = glance(asked, of.evidenceAt(of.cut));
    return `${questionId} ${verdictText(value)} ${verdictText(asKnown)} ${decidedAt}`;
  });
}

/** A report of the log, under another name. */
function copyOf(ref: string, name: string): WorldRecordInput & { name: 'report-filed' } {
  for (const record of log) {
    const read = record.position.topic === 'world' ? readWorldRecord(record) : 'header';
    if (typeof read === 'string' || read.name !== 'report-filed' || read.data.ref !== ref) continue;
    const reportId = reportIdOf(read.data.source, name);
    return { name: 'report-filed', data: { ...read.data, reportId, ref: name, revision: 0 } };
  }
  throw new Error(`no report is called ${ref}`);
}

function revised(
  { data }: WorldRecordInput & { name: 'report-filed' },
  day: string | null,
): WorldRecordInput {
  const { reportId, source, ref, content } = data;
  const named = { reportId, source, ref, revision: 1 };
  if (day === null) return { name: 'report-retracted', data: named };
  const occurred = { ...content.occurred, from: day };
  return { name: 'report-filed', data: { ...named, content: { ...content, occurred } } };
}

const refs = ['ut-036', 'ut-039', 'ut-043'];

test('what is told once more changes nothing', () => {
  for (const ref of refs) {
    expect(saidAtEnd(continued([copyOf(ref, `${ref} again`)]))).toEqual(saidAtEnd(world));
  }
});

test('asserted and taken back is never asserted', () => {
  let bears = 0;
  for (const ref of refs) {
    const filed = copyOf(ref, `${ref} elsewhere`);
    const { content } = filed.data;
    const early = { ...content, occurred: { ...content.occurred, from: '2025-08-20' } };
    const moved = { ...filed, data: { ...filed.data, content: early } };
    if (saidAtEnd(continued([moved])).join() !== saidAtEnd(world).join()) bears += 1;
    expect(saidAtEnd(continued([moved, revised(moved, null)]))).toEqual(saidAtEnd(world));
  }
  expect(bears).toBeGreaterThan(0);
});

test('a correction is a retraction and an assertion', () => {
  for (const ref of refs) {
    const filed = copyOf(ref, `${ref} corrected`);
    const corrected = revised(filed, '2025-08-20');
    if (corrected.name !== 'report-filed') throw new Error('no correction');
    const anew = copyOf(ref, `${ref} anew`);
    const asserted = { ...anew, data: { ...anew.data, content: corrected.data.content } };
    expect(saidAtEnd(continued([filed, corrected]))).toEqual(
      saidAtEnd(continued([filed, revised(filed, null), asserted])),
    );
  }
});
