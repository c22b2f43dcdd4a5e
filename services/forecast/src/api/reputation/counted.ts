import { mayAct } from '@casus/platform/accounts';
import type { Principal } from '@casus/platform/accounts';
import { scoringHorizon } from '@casus/scoring';
import type { Horizon } from '@casus/scoring';
import { resolvedQuestions } from '../store/resolved.ts';
import type { QuestionSet, ResolvedQuestion } from '../store/resolved.ts';
import type { View } from '../view.ts';

/** A resolved question that counts for somebody's reputation. */
export interface Counted extends ResolvedQuestion {
  readonly horizon: Horizon;
  /** Whether the one who asks may see what others predicted. */
  readonly isShown: boolean;
}

export interface Wanted extends QuestionSet {
  /** UTC seconds: questions whose scoring time ended in [from, to). */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly principal: Principal;
  /** The one who asks sees the own record before the reveal too. */
  readonly own?: boolean;
}

/** Questions with an outcome that scores, and with a crowd that may be seen today. */
export async function countedQuestions(view: View, wanted: Wanted): Promise<readonly Counted[]> {
  const { from = -Infinity, to = Infinity, principal, own = false } = wanted;
  const seesAll = mayAct(principal, ['curator']);
  return (await resolvedQuestions(view, wanted)).flatMap((question) => {
    const horizon = horizonOf(question);
    if (horizon === 'annulled' || question.resolution.outcome === 'void') return [];
    const isShown = seesAll || Date.parse(question.revealAt) <= view.today;
    const isWanted = (isShown || own) && from <= horizon.close && horizon.close < to;
    return isWanted ? [{ ...question, horizon, isShown }] : [];
  });
}

/** When a resolved question is scored; `annulled` where it was decided, or closes, at or before its opening. */
export function horizonOf({
  open,
  sched,
  resolution,
}: Pick<ResolvedQuestion, 'open' | 'sched' | 'resolution'>): Horizon | 'annulled' {
  return open < sched ? scoringHorizon({ open, sched, decidedAt: resolution.decidedAt }) : 'annulled';
}
