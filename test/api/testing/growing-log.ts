import { memoryLog, positionText } from '@casus/log';
import type { HistoryRecord, Position } from '@casus/log';
import { apiUnderTest } from './api-under-test.ts';
import type { ApiUnderTest } from './api-under-test.ts';

export interface GrowingApi extends AsyncDisposable {
  readonly api: ApiUnderTest;
  /** Takes further records under their stamps, in their order, and waits until the API reads them. */
  grow(records: readonly HistoryRecord[]): Promise<void>;
}

/** The API on a log that grows by records of a history, as if it ended with the last of them. */
export async function growingApi(
  partitions: { readonly world: number; readonly questions: number },
  at: string,
): Promise<GrowingApi> {
  const time = { now: Date.parse(at) };
  const log = memoryLog({ partitions, clock: () => time.now });
  const api = await apiUnderTest({ log, at });
  return {
    api,
    async grow(records) {
      const heads = new Map<string, Position>();
      for (const { position, key, recordedAt, record } of records) {
        time.now = recordedAt;
        const [appended] = await log.append({ topic: position.topic, key, records: [record] });
        if (!appended) throw new Error('the log answered for no record');
        heads.set(`${appended.position.topic}/${appended.position.partition}`, appended.position);
      }
      for (const head of heads.values()) await reached(api, positionText(head));
      api.setTime(new Date(time.now).toISOString());
    },
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  };
}

async function reached(api: ApiUnderTest, position: string): Promise<void> {
  for (;;) {
    const { status } = await api.get('/v1/tournaments', { headers: { 'casus-position': position } });
    if (status === 200) return;
    if (status !== 503) throw new Error(`${position} is not reached: ${status}`);
  }
}
