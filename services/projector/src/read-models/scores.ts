import { valueRefusal } from '@casus/domain/predictions';
import { predictions, questions } from '@casus/domain/questions';
import type { PredictionRow, QuestionRow, Resolution } from '@casus/domain/questions';
import type { Delivered, Rows, Table } from '@casus/domain/rows';
import { projectedTable } from '@casus/projection';
import type { Projection } from '@casus/projection';
import { scoreQuestion, scoringHorizon } from '@casus/scoring';
import type { ForecasterScore, Horizon, SpotChoice } from '@casus/scoring';
import { inOrderOfLog } from './columns.ts';
import { questionToScore } from './question-to-score.ts';

/** What a forecaster's predictions on a question came to. */
export interface ScoreRow extends ForecasterScore {
  readonly questionId: string;
  readonly role: PredictionRow['role'];
  /** Number of the resolution that it is scored by. */
  readonly resolution: number;
  readonly provisional: boolean;
}

/** Which resolution a question has been scored by. */
export interface ScoredRow {
  readonly questionId: string;
  readonly resolution: number;
  readonly provisional: boolean;
  /** Why nobody has a score: the question is void, or was decided at or before its opening. */
  readonly without: 'void' | 'decided-before-opening' | null;
}

const byQuestion = ({ questionId }: { readonly questionId: string }): string => questionId;

/** Key: question id and forecaster. */
const scores: Table<ScoreRow> = { name: 'scores', group: byQuestion };
/** Key: question id. */
const scored: Table<ScoredRow> = { name: 'scored' };

/** Scores of a question by the resolution that stands: written with it, never before it and never later. */
export const scoresProjection: Projection = {
  name: 'scores',
  version: 2,
  topic: 'questions',
  tables: [
    projectedTable(scores, {
      columns: {
        forecaster: { type: 'text', of: ({ forecasterId }) => forecasterId },
        peer: { type: 'double precision', of: ({ peer }) => peer },
      },
      indexes: ['(forecaster)', inOrderOfLog],
    }),
    projectedTable(scored),
  ],
  fold: foldScores,
};

function foldScores(rows: Rows, { key }: Delivered): void {
  const question = rows.get(questions, key);
  if (!question) return;
  if (!question.resolution) return unscore(rows, question.questionId);
  if (isScored(rows, question.questionId, question.resolution)) return;
  const { questionId, resolution } = question;
  const horizon = horizonOf(question, resolution);
  const without = withoutScores(resolution, horizon);
  const { number, provisional } = resolution;
  rows.put(scored, questionId, { questionId, resolution: number, provisional, without });
  const fresh =
    horizon === 'annulled' || without !== null ? [] : score(rows, { question, resolution, horizon });
  replaceScores(rows, questionId, fresh);
}

/** A conditional question whose parent is undone stands as if it had never been resolved. */
function unscore(rows: Rows, questionId: string): void {
  if (!rows.get(scored, questionId)) return;
  rows.remove(scored, questionId);
  replaceScores(rows, questionId, []);
}

function isScored(rows: Rows, questionId: string, { number, provisional }: Resolution): boolean {
  const before = rows.get(scored, questionId);
  return before?.resolution === number && before.provisional === provisional;
}

function replaceScores(rows: Rows, questionId: string, fresh: readonly ScoreRow[]): void {
  const kept = new Set(fresh.map(({ forecasterId }) => forecasterId));
  for (const { forecasterId } of rows.list(scores, questionId)) {
    if (!kept.has(forecasterId)) rows.remove(scores, scoreKey(questionId, forecasterId));
  }
  for (const row of fresh) rows.put(scores, scoreKey(questionId, row.forecasterId), row);
}

function scoreKey(questionId: string, forecaster: string): string {
  return `${questionId}/${forecaster}`;
}

function withoutScores(resolution: Resolution, horizon: Horizon | 'annulled'): ScoredRow['without'] {
  if (resolution.outcome === 'void') return 'void';
  return horizon === 'annulled' ? 'decided-before-opening' : null;
}

/** Seconds: from opening, which is not before the question was recorded, to the close. */
function horizonOf({ definition, openedAt }: QuestionRow, { decidedAt }: Resolution): Horizon | 'annulled' {
  const sched = Date.parse(definition.closesAt) / 1000;
  const open = Math.max(Date.parse(definition.opensAt), openedAt) / 1000;
  return open < sched ? scoringHorizon({ open, sched, decidedAt }) : 'annulled';
}

interface Judged {
  readonly question: QuestionRow;
  readonly resolution: Resolution;
  readonly horizon: Horizon;
}

function score(rows: Rows, judged: Judged): readonly ScoreRow[] {
  const { question, resolution } = judged;
  const stood = rows
    .list(predictions, question.questionId)
    .filter(
      ({ status, value }) =>
        status !== 'refused' && status !== 'late' && valueRefusal(value, question.definition) === null,
    );
  const roles = new Map(stood.map(({ forecaster, role }) => [forecaster, role]));
  return scoreStanding(judged, stood, roles).map((row) => ({
    ...row,
    questionId: question.questionId,
    role: roles.get(row.forecasterId) ?? 'forecaster',
    resolution: resolution.number,
    provisional: resolution.provisional,
  }));
}

function scoreStanding(
  { question: { definition, closedAt }, resolution, horizon }: Judged,
  stood: readonly PredictionRow[],
  roles: ReadonlyMap<string, PredictionRow['role']>,
): readonly ForecasterScore[] {
  const outsiders = new Set([...roles].flatMap(([name, role]) => (role === 'baseline' ? [name] : [])));
  const asked = questionToScore(definition, resolution.outcome, stood);
  if (asked === null) return [];
  return scoreQuestion({ ...asked, horizon, outsiders, spot: spotOf(definition, closedAt, horizon) });
}

/** Seconds; an explicit spot time from before the question was recorded is its opening. */
function spotOf(
  { spotAt, revealAt }: QuestionRow['definition'],
  closedAt: number | null,
  { open }: Horizon,
): SpotChoice {
  return {
    ...(spotAt !== undefined && { explicit: Math.max(open, Date.parse(spotAt) / 1000) }),
    ...(revealAt !== undefined && { revealAt: Date.parse(revealAt) / 1000 }),
    ...(closedAt !== null && { closedAt: Math.max(open, closedAt / 1000) }),
  };
}
