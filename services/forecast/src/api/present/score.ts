import type { QuestionDefinition } from '@casus/domain/records';
import type { ScoreView } from '../shapes/score.ts';
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
