import { checkHorizon, type Horizon } from '../horizon.ts';
import { ScoringError } from '../error.ts';
import { brierTwoCategory } from './binary.ts';
import { brierOptions, ordinalBrier } from './options.ts';
import type { BinaryQuestion, OptionsQuestion } from './question.ts';
import type { Span } from './standing.ts';

const DAY = 86_400;

export interface DailyScore {
  readonly forecasterId: string;
  /** Mean daily Brier score over the days with a standing forecast; 0…2, low is good. */
  readonly brier: number;
  /** Mean over those days of own Brier − the crowd's median Brier of the day; −2…2, low is good. */
  readonly relative: number;
  /** Days with a standing forecast / days open, above 0 and up to 1. */
  readonly participation: number;
  /** `relative · participation`: the accuracy score of Good Judgment Open; −2…2, low is good. */
  readonly accuracy: number;
}

/** Options whose order means something take the ordinal Brier score. */
export type DailyQuestion = BinaryQuestion | (OptionsQuestion & { readonly ordered?: boolean });

/**
 * Daily scores as Good Judgment Open defines them: the last forecast that stood on a UTC day counts for the
 * day and is carried forward; Brier in the two-category form. Days open are the UTC days that [open, close)
 * touches; the median is over everyone with a forecast that day who is no outsider. Not proper over time.
 * @example open for 4 days, 0.9 from the third on, yes: brier 0.02, participation 0.5
 */
export function dailyScores(question: DailyQuestion): readonly DailyScore[] {
  const losses = lossesOf(question);
  const days = daysOf(question.horizon);
  const byForecaster = new Map<string, Float64Array>();
  const order = question.standings.map((span, index) => ({ span, loss: losses[index] ?? Number.NaN }));
  for (const { span, loss } of order.sort((x, y) => x.span.start - y.span.start)) {
    const own = byForecaster.get(span.forecasterId) ?? new Float64Array(days.count).fill(Number.NaN);
    byForecaster.set(span.forecasterId, own);
    own.fill(loss, ...daysStanding(span, question.horizon));
  }
  const group = [...byForecaster].filter(([id]) => question.outsiders?.has(id) !== true);
  const medians = Float64Array.from({ length: days.count }, (_, day) =>
    median(group.map(([, own]) => own[day] ?? Number.NaN)),
  );
  return [...byForecaster].flatMap(([id, own]) => scoreOf(id, own, medians));
}

function lossesOf(question: DailyQuestion): readonly number[] {
  if (question.kind === 'binary') {
    return question.standings.map(({ p }) => brierTwoCategory(p, question.outcome));
  }
  const brier = question.ordered === true ? ordinalBrier : brierOptions;
  return question.standings.map(({ pmf }) => brier(pmf, question.outcome));
}

function daysOf(horizon: Horizon): { readonly first: number; readonly count: number } {
  const { open, close } = checkHorizon(horizon);
  const first = Math.floor(open / DAY);
  return { first, count: Math.ceil(close / DAY) - first };
}

/** The days of the question that a span touches, as [first, one past the last); empty when it touches none. */
function daysStanding({ start, end }: Span, horizon: Horizon): readonly [number, number] {
  if (!Number.isFinite(start) || !(end >= start)) {
    throw new ScoringError('bad-interval', 'standings', `[${start}, ${end})`);
  }
  const from = Math.max(start, horizon.open);
  const to = Math.min(end, horizon.close);
  if (to <= from) return [0, 0];
  const { first } = daysOf(horizon);
  return [Math.floor(from / DAY) - first, Math.ceil(to / DAY) - first];
}

/** Median of what is no NaN; NaN when nothing is. */
function median(losses: readonly number[]): number {
  const known = Float64Array.from(losses.filter((loss) => !Number.isNaN(loss))).sort();
  const half = known.length / 2;
  return ((known[Math.ceil(half) - 1] ?? Number.NaN) + (known[Math.floor(half)] ?? Number.NaN)) / 2;
}

/** Nothing for a forecaster who never stood. */
function scoreOf(forecasterId: string, own: Float64Array, medians: Float64Array): readonly DailyScore[] {
  let n = 0;
  let brier = 0;
  let relative = 0;
  for (const [day, loss] of own.entries()) {
    if (Number.isNaN(loss)) continue;
    n += 1;
    brier += loss;
    const crowd = medians[day] ?? Number.NaN;
    // An outsider beside an empty crowd has nothing to be better than.
    if (!Number.isNaN(crowd)) relative += loss - crowd;
  }
  if (n === 0) return [];
  const participation = n / own.length;
  const mean = relative / n;
  return [{ forecasterId, brier: brier / n, relative: mean, participation, accuracy: mean * participation }];
}
