import type { QuestionDefinition } from '@casus/domain/records';
import type { DailyScore } from '@casus/scoring/score';
import type { QuestionScoreView, ScoreView } from '../shapes/score.ts';
import type { ScoreRow } from '../store/rows.ts';

export interface Shown {
  readonly kind: QuestionDefinition['kind'];
  /** Whether the crowd may be seen: a peer score tells what others predicted. */
  readonly revealed: boolean;
}

export function scoreView(row: ScoreRow, { kind, revealed }: Shown): ScoreView {
  const { forecasterId, role, loss, log, baseline, peer, coverage, spot, provisional } = row;
  return {
    forecaster: forecasterId,
    role,
    brier: kind === 'binary' || kind === 'choice' ? loss : null,
    crps: kind === 'numeric' || kind === 'date' ? loss : null,
    log,
    baseline,
    peer: revealed ? peer : null,
    coverage,
    spot: spot && { ...spot, peer: revealed ? spot.peer : null },
    provisional,
  };
}

/** A score in the list of its question; `daily` is undefined where the kind has none. */
export function questionScoreView(
  row: ScoreRow,
  daily: DailyScore | undefined,
  shown: Shown,
): QuestionScoreView {
  return { ...scoreView(row, shown), daily: daily ? dailyView(daily, shown) : null };
}

/** What is taken against the crowd's median tells what others predicted. */
function dailyView(
  { brier, relative, participation, accuracy }: DailyScore,
  { revealed }: Shown,
): NonNullable<QuestionScoreView['daily']> {
  return {
    brier,
    relative: revealed ? relative : null,
    participation,
    accuracy: revealed ? accuracy : null,
  };
}
