import type { Position } from '@casus/log';
import type { ApiUnderTest } from './api-under-test.ts';

export interface Said {
  readonly value: 'true' | 'false' | 'open';
  /** UTC seconds. */
  readonly decidedAt?: number;
  /** `world` offset before which it reads. */
  readonly world: number;
}

const noCertificate = 'none';

/** The engine says something of the question. */
export async function said(api: ApiUnderTest, questionId: string, given: Said): Promise<Position> {
  const { value, decidedAt = null, world } = given;
  return api.question(questionId, {
    name: 'verdict-given',
    data: {
      ...(await commonOf(api, questionId, world)),
      verdict: { value, asKnown: value, decidedAt, waitingFor: [], doubts: 0 },
      certificateHash: noCertificate,
    },
  });
}

/** The engine's value settles. */
export async function settled(api: ApiUnderTest, questionId: string, given: Said): Promise<Position> {
  const { value, decidedAt = null, world } = given;
  const data = { ...(await commonOf(api, questionId, world)), value, decidedAt };
  return api.question(questionId, { name: 'verdict-settled', data });
}

async function commonOf(api: ApiUnderTest, questionId: string, worldOffset: number) {
  const { rows } = await api.pool.query<{ offset: string }>(
    `select data ->> 'definitionOffset' as offset from read.questions where key = $1`,
    [questionId],
  );
  return { questionId, definitionOffset: Number(rows[0]?.offset), worldOffset, engineVersion: 1 };
}
