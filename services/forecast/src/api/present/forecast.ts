import type { QuestionRow } from '@casus/domain/questions';
import { earthMoversDistance, jeffreysBinary } from '@casus/scoring/pools';
import { rangeOf } from '../crowd/group.ts';
import type { GroupForecast } from '../crowd/group.ts';
import type { Crowd, CrowdAt } from '../crowd/read-crowd.ts';
import type { CrowdView, MovementView, ShiftView } from '../shapes/forecast.ts';
import { isoOf } from '../times.ts';

export function crowdView({ at, n, probability, quartiles }: CrowdAt): CrowdView {
  return { at: isoOf(at), n, probability, quartiles: quartiles && [...quartiles] };
}

export function movementView(question: QuestionRow, { now, hour, day, week }: Crowd): MovementView | null {
  if (now === null) return null;
  const since = (then: GroupForecast | null): ShiftView | null => then && shiftView(question, then, now);
  return { hour: since(hour), day: since(day), week: since(week) };
}

function shiftView({ definition }: QuestionRow, then: GroupForecast, now: GroupForecast): ShiftView | null {
  const isBinary = definition.kind === 'binary';
  const [from, to] = [valueOf(then), valueOf(now)];
  if (from === null || to === null) return null;
  return {
    from,
    to,
    difference: to - from,
    bits: isBinary ? jeffreysBinary(from, to) : null,
    distance: then.cdf && now.cdf && earthMoversDistance(then.cdf, now.cdf, rangeOf(definition)),
  };
}

function valueOf({ probability, quartiles }: GroupForecast): number | null {
  return probability ?? quartiles?.[1] ?? null;
}
