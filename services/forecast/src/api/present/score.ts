import type { QuestionDefinition } from '@casus/domain/records';
import type { ScoreView } from '../shapes/score.ts';
import type { ScoreRow } from '../store/rows.ts';

export function scoreView(row: ScoreRow, kind: QuestionDefinition['kind']): ScoreView {
  const { forecasterId, role, loss, log, baseline, peer, coverage, spot, provisional } = row;
  return {
    forecaster: forecasterId,
    role,
    brier: kind === 'binary' ? loss : null,
    crps: kind === 'numeric' ? loss : null,
    log,
    baseline,
    peer,
    coverage,
    spot,
    provisional,
  };
}
