import type { QuestionRow } from '@casus/domain/questions';
import { dayAt, scaleOf } from '@casus/scoring/distribution';
import { earthMoversDistance, jeffreysBinary, jeffreysDivergence } from '@casus/scoring/pools';
import type { GroupForecast } from '../crowd/group.ts';
import type { Crowd, CrowdAt } from '../crowd/read-crowd.ts';
import type { CrowdView, MovementView, ShiftView } from '../shapes/forecast.ts';
import { isoOf } from '../times.ts';

type Definition = QuestionRow['definition'];

/** Seconds in a day: a date question counts in days. */
const DAY = 86_400;

export function crowdView(definition: Definition, { at, ...said }: CrowdAt): CrowdView {
  return { at: isoOf(at), n: said.n, ...saidView(definition, said) };
}

/** What an aggregate says, in the words of the question. */
export function saidView(
  definition: Definition,
  { probability, quartiles, options }: Pick<GroupForecast, 'probability' | 'quartiles' | 'options'>,
): Pick<CrowdView, 'probability' | 'quartiles' | 'options'> {
  const [lower, median, upper] = quartiles ?? [0, 0, 0];
  const shown = (value: number): string | number => spreadValue(definition, value);
  return {
    probability,
    quartiles: quartiles && [shown(lower), shown(median), shown(upper)],
    options: options && byName(definition, options),
  };
}

function spreadValue(definition: Definition, value: number): string | number {
  return definition.kind === 'date' ? dayAt(value, scaleOf(definition)) : value;
}

function byName({ options = [] }: Definition, pmf: readonly number[]): Record<string, number> {
  return Object.fromEntries(options.map(({ name }, index) => [name, pmf[index] ?? 0]));
}

export function movementView(
  { definition }: QuestionRow,
  { now, hour, day, week }: Crowd,
): MovementView | null {
  if (now === null) return null;
  const since = (then: GroupForecast | null): ShiftView | null => then && shiftView(definition, then, now);
  return { hour: since(hour), day: since(day), week: since(week) };
}

function shiftView(definition: Definition, then: GroupForecast, now: GroupForecast): ShiftView | null {
  if (then.options && now.options) return optionsShift(then.options, now.options);
  const [from, to] = [valueOf(then), valueOf(now)];
  if (from === null || to === null) return null;
  const unit = definition.kind === 'date' ? DAY : 1;
  return {
    from: spreadValue(definition, from),
    to: spreadValue(definition, to),
    difference: (to - from) / unit,
    bits: definition.kind === 'binary' ? jeffreysBinary(from, to) : null,
    distance: then.cdf && now.cdf && earthMoversDistance(then.cdf, now.cdf, scaleOf(definition).range) / unit,
  };
}

/** Nothing between options that are others by now. */
function optionsShift(then: readonly number[], now: readonly number[]): ShiftView | null {
  if (then.length !== now.length) return null;
  return { from: null, to: null, difference: null, bits: jeffreysDivergence(then, now), distance: null };
}

function valueOf({ probability, quartiles }: GroupForecast): number | null {
  return probability ?? quartiles?.[1] ?? null;
}
