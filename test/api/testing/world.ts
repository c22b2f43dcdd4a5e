import { reportIdOf } from '@casus/domain/identity';
import { worldRecord } from '@casus/domain/records';
import { registerRecords } from '@casus/domain/registers';
import type { ApiUnderTest } from './api-under-test.ts';

/** Types, actors and sources of a new deployment. */
export async function registerStart(api: ApiUnderTest): Promise<void> {
  for (const { key, id, record } of registerRecords())
    await api.log.append({ topic: 'world', key, records: [worldRecord(id, record)] });
  await api.world('source:press', { name: 'clock-ticked', data: {} });
}

/** A source says it has been read up to an instant. */
export async function caughtUp(api: ApiUnderTest, source: string, through: string): Promise<void> {
  const data = { source, from: '2025-01-01T00:00:00Z', through };
  await api.world(`source:${source}`, { name: 'source-caught-up', data });
}

/** The press tells of a meeting of Witkoff and Putin on a day. */
export async function meetingReported(
  api: ApiUnderTest,
  { ref, day, revision = 0, ...more }: { ref: string; day: string; revision?: number } & object,
): Promise<string> {
  const reportId = reportIdOf('press', ref);
  const content = {
    stance: 'asserts' as const,
    type: 'meeting.held',
    participants: ['Steve Witkoff', 'Vladimir Putin'],
    occurred: { from: day, precision: 'day' as const },
    ...more,
  };
  await api.world(reportId, {
    name: 'report-filed',
    data: { reportId, source: 'press', ref, revision, content },
  });
  return reportId;
}

/** A claim draft: at least one meeting in January 2025. */
export const someMeeting = {
  op: 'compare',
  measure: {
    op: 'count',
    event: { op: 'match', type: 'meeting.held' },
    window: { op: 'between', from: '2025-01-01', until: '2025-02-01', zone: 'UTC' },
    by: 'event',
  },
  is: '>=',
  value: 1,
};

export const meetingQuestion = {
  id: 'a-meeting',
  title: 'Will they meet in January?',
  kind: 'binary',
  claim: someMeeting,
  opensAt: '2025-01-02T00:00:00Z',
  closesAt: '2025-02-01T00:00:00Z',
  settleBy: '2025-02-04T00:00:00Z',
  coverage: [{ source: 'press' }],
  tags: ['talks'],
};
