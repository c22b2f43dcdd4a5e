import type { ApiUnderTest } from './api-under-test.ts';

/** A question of 2025 that a human resolves, with the predictions that were made at its opening. */
export interface GivenQuestion {
  readonly id: string;
  readonly tags?: readonly string[];
  /** ISO 8601; opened, closed and resolved then. */
  readonly opensAt?: string;
  readonly closesAt?: string;
  readonly resolvedAt?: string;
  readonly decidedAt?: string;
  /** When the crowd is shown; absent: at opening. */
  readonly revealAt?: string;
  readonly outcome: 'true' | 'false' | 'void';
  /** Probability by forecaster; a name that begins with `machine` is the baseline's. */
  readonly predictions: Readonly<Record<string, number>>;
}

const reason = { textId: '7f2c1f6e-2f0f-4a51-9d0c-1c8f5b8f2a01', hash: 'h' };

/** Opens the question, predicts at its opening, and resolves it. */
export async function answeredQuestion(api: ApiUnderTest, given: GivenQuestion): Promise<void> {
  const { id: questionId, tags = [], outcome, predictions, revealAt } = given;
  const { opensAt = '2025-01-01T00:00:00Z', closesAt = '2025-01-11T00:00:00Z' } = given;
  const { resolvedAt = closesAt, decidedAt = closesAt } = given;
  api.setTime(opensAt);
  await api.question(questionId, {
    name: 'question-opened',
    data: {
      questionId,
      by: 'desk',
      definition: {
        title: questionId,
        kind: 'binary',
        claim: null,
        tags: [...tags],
        opensAt,
        closesAt,
        ...(revealAt !== undefined && { revealAt }),
        settleBy: '2025-12-01T00:00:00Z',
      },
    },
  });
  for (const [forecaster, probability] of Object.entries(predictions)) {
    const role = forecaster.startsWith('machine') ? 'baseline' : 'forecaster';
    const data = { questionId, forecaster, role, value: { probability } } as const;
    await api.question(questionId, { name: 'prediction-made', data });
  }
  api.setTime(resolvedAt);
  await resolvedByHand(api, { questionId, expectedRevision: 1, outcome, decidedAt });
}

export async function resolvedByHand(
  api: ApiUnderTest,
  given: {
    questionId: string;
    expectedRevision: number;
    outcome: 'true' | 'false' | 'void';
    decidedAt: string;
  },
): Promise<void> {
  const data = { ...given, by: 'curator', reason, evidence: ['https://example.org/'] };
  await api.question(given.questionId, { name: 'question-resolved', data });
}
