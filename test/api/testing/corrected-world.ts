import { recordIdOf, reportIdOf } from '@casus/domain/identity';
import { questionRecord, worldRecord } from '@casus/domain/records';
import type { WorldRecordInput } from '@casus/domain/records';
import { registerRecords } from '@casus/domain/registers';
import type { HistoryRecord, NewRecord } from '@casus/log';
import { seededRandom } from '../../faults/random.ts';
import { meetingQuestion } from './world.ts';

/** January 2025 in Moscow and Washington: every second report is corrected, taken back, denied, linked or ruled on. */

const dayMs = 86_400_000;
const begin = Date.parse('2025-01-01T00:00:00Z');
const reason = { textId: '0b9c1e7e-6d55-4b58-9d0b-1c5c8a3a3f01', hash: 'h' };
const sources = ['press', 'kremlin', 'white-house'];

const contents = [
  { type: 'meeting.held', participants: ['Steve Witkoff', 'Vladimir Putin'] },
  { type: 'meeting.held', participants: ['USA', 'RUS'] },
  { type: 'call.held', participants: ['Donald Trump', 'Vladimir Putin'] },
  { type: 'sanction.imposed', actor: 'USA', target: 'RUS', attributes: { programme: 'A' } },
  { type: 'sanction.lifted', actor: 'USA', target: 'RUS', attributes: { programme: 'A' } },
  {
    type: 'tariff.imposed',
    actor: 'USA',
    target: 'RUS',
    attributes: { reason: 'oil', effective: '2025-01-20' },
  },
  { type: 'deadline.set', actor: 'USA', target: 'RUS', attributes: { due: '2025-01-18' } },
  { type: 'talks.suspended', participants: ['USA', 'RUS'] },
];

/** What one of the records does, by the random numbers that it draws. */
type Act = (draw: Draw) => WorldRecordInput;

interface Draw {
  /** One of them. */
  readonly pick: <T>(items: readonly T[]) => T;
  /** When it is recorded, epoch milliseconds. */
  readonly at: number;
  /** Counts the records. */
  readonly index: number;
  /** A report that an earlier record spoke of. */
  readonly known: { readonly source: string; readonly ref: string };
}

const reportOf = ({ known: { source, ref } }: Draw) => ({ reportId: reportIdOf(source, ref), source, ref });

function contentOf({ pick, at }: Draw, stance: 'asserts' | 'denies') {
  const from = new Date(at - pick([0, 1, 2]) * dayMs).toISOString().slice(0, 10);
  return { ...pick(contents), stance, occurred: { from, precision: 'day' as const } };
}

const filed: Act = (draw) => ({
  name: 'report-filed',
  data: {
    ...reportOf(draw),
    revision: draw.index,
    content: contentOf(draw, draw.pick(['asserts', 'asserts', 'denies'])),
  },
});
const retracted: Act = (draw) => ({
  name: 'report-retracted',
  data: { ...reportOf(draw), revision: draw.index },
});
const overridden: Act = (draw) => ({
  name: 'report-overridden',
  data: {
    ...reportOf(draw),
    by: 'curator',
    reason,
    override: { state: 'content', content: contentOf(draw, 'asserts') },
  },
});
const ruled: Act = (draw) => ({
  name: 'event-ruled',
  data: {
    reportId: reportOf(draw).reportId,
    ruling: draw.pick(['happened', 'did-not-happen', 'open']),
    by: 'curator',
    reason,
  },
});
const linked: Act = (draw) => ({
  name: draw.pick(['events-linked', 'events-unlinked']),
  data: {
    reportIds: [reportOf(draw).reportId, reportIdOf(draw.pick(sources), String(draw.pick([1, 2, 3])))],
    by: 'curator',
  },
});
const caughtUp: Act = ({ at }) => ({
  name: 'source-caught-up',
  data: { source: 'press', from: '2025-01-01T00:00:00Z', through: new Date(at).toISOString() },
});

/** Files more than it corrects. */
const acts: readonly Act[] = [filed, filed, filed, filed, retracted, overridden, ruled, linked, caughtUp];

/** The registers, a question on meetings, and `count` records of the world over four weeks. */
export function correctedWorld(seed: number, count: number): readonly HistoryRecord[] {
  const random = seededRandom(seed);
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new TypeError('there is nothing to pick from');
    return item;
  };
  const start = registerRecords().map(({ key, id, record }) =>
    placed('world', key, begin, worldRecord(id, record)),
  );
  const drawn = Array.from({ length: count }, (_, index) => {
    const at = begin + Math.floor(((index + random()) * 28 * dayMs) / count);
    const known = { source: pick(sources), ref: String(Math.floor(random() * (index / 3 + 1))) };
    const record = pick(acts)({ pick, at, index, known });
    const id = recordIdOf(reportIdOf('corrected', String(seed)), index);
    return placed('world', `report:${known.ref}`, at, worldRecord(id, record));
  });
  return [...start, opening(), ...drawn];
}

function opening(): HistoryRecord {
  const { id: questionId, ...definition } = meetingQuestion;
  const record = questionRecord(recordIdOf(reportIdOf('corrected', 'question'), 0), {
    name: 'question-opened',
    data: { questionId, definition: { ...definition, kind: 'binary' }, by: 'desk' },
  });
  return placed('questions', questionId, begin, record);
}

function placed(
  topic: 'world' | 'questions',
  key: string,
  recordedAt: number,
  record: NewRecord,
): HistoryRecord {
  return { position: { topic, partition: 0, offset: 0 }, key, recordedAt, record };
}
