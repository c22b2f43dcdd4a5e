import type { QuestionDefinition } from '@casus/domain/records';
import type { Principal } from '@casus/platform/accounts';
import { expectedBaseline } from '@casus/scoring';
import type { DailyScore } from '@casus/scoring/score';
import { readCrowds } from './crowd/read-crowd.ts';
import { isRevealed } from './present/question.ts';
import type { ResolutionHistory } from './present/resolution.ts';
import { requireQuestion } from './read-question.ts';
import { readResolutions } from './read-resolutions.ts';
import { dailyByForecaster } from './reputation/daily.ts';
import type { ExpectedScoreView } from './shapes/score.ts';
import { listStood } from './store/predictions.ts';
import type { FoundQuestion } from './store/questions.ts';
import type { ScoredRow, ScoreRow } from './store/rows.ts';
import { findScored, listScores } from './store/scores.ts';
import type { View } from './view.ts';

/** Scores of a question, and the resolutions that led to them. */
export interface FoundScores {
  readonly kind: QuestionDefinition['kind'];
  readonly history: ResolutionHistory;
  /** All, or before the reveal only those of the one who asks. */
  readonly scores: readonly ScoreRow[];
  /** Of everybody with a score, by forecaster. */
  readonly daily: ReadonlyMap<string, DailyScore>;
  readonly without: ScoredRow['without'];
  /** Of the one who asks, while there is no resolution and the crowd may be seen. */
  readonly expected: ExpectedScoreView | null;
  readonly revealed: boolean;
}

/** @throws {DomainError} `question-unknown` */
export async function readScores(view: View, questionId: string, principal: Principal): Promise<FoundScores> {
  const found = await requireQuestion(view, questionId);
  const { definition, resolution } = found.question;
  const all = await listScores(view, questionId, resolution?.number ?? 0);
  const revealed = isRevealed(found, { principal, today: view.today });
  return {
    kind: definition.kind,
    history: await readResolutions(view, found),
    scores: revealed ? all : all.filter(({ forecasterId }) => forecasterId === principal.id),
    daily: all.length > 0 ? await readDaily(view, found) : new Map(),
    without: (await findScored(view, questionId))?.without ?? null,
    expected: revealed ? await readExpected(view, found, principal) : null,
    revealed,
  };
}

/** Made of the predictions when it is asked for: a question about a number or a date has none. */
async function readDaily(view: View, { question }: FoundQuestion): Promise<ReadonlyMap<string, DailyScore>> {
  const { questionId, definition } = question;
  if (definition.kind !== 'binary' && definition.kind !== 'choice') return new Map();
  return dailyByForecaster(question, await listStood(view, { questionId }));
}

async function readExpected(
  view: View,
  found: FoundQuestion,
  principal: Principal,
): Promise<ExpectedScoreView | null> {
  const { questionId, definition, resolution } = found.question;
  if (definition.kind !== 'binary' || resolution || found.status === 'annulled') return null;
  const probability = await ownProbability(view, questionId, principal.id);
  const crowd = (await readCrowds(view, [found])).get(questionId)?.now?.probability ?? null;
  if (probability === null || crowd === null) return null;
  return { probability, crowd, baseline: expectedBaseline(probability, crowd) };
}

/** What a forecaster has standing on a binary question; null for nothing. */
async function ownProbability(view: View, questionId: string, forecaster: string): Promise<number | null> {
  const stood = await listStood(view, { questionId, forecaster });
  const value = stood.find(({ status }) => status === 'standing')?.value;
  return value && 'probability' in value ? value.probability : null;
}
