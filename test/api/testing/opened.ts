import { apiUnderTest } from './api-under-test.ts';
import type { ApiUnderTest } from './api-under-test.ts';
import { meetingQuestion, registerStart } from './world.ts';

/** The API with its registers and one open question, `a-meeting`; it is 2 January 2025. */
export async function withOpenQuestion(more: object = {}): Promise<ApiUnderTest> {
  const api = await apiUnderTest({ at: '2025-01-02T00:00:00Z' });
  await registerStart(api);
  const { status, body } = await api.post(
    '/v1/questions',
    { ...meetingQuestion, ...more },
    { as: 'forecaster' },
  );
  if (status !== 201) throw new Error(JSON.stringify(body));
  return api;
}
