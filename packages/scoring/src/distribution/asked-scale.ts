import { ScoringError } from '../error.ts';
import { checkPmf } from '../probability.ts';
import { liftCdf, quantilesToCdf } from './quantiles.ts';
import { checkCdf, checkRange, INNER_BUCKETS, type Range } from './scale.ts';

/** A day in seconds. */
const DAY = 86_400;

/** What a question about a number or a date ranges over, and in how many buckets of equal width it is told. */
export interface Scale {
  /** Open at both ends: an outcome beyond it is possible. Of a date in seconds of Unix time. */
  readonly range: Range;
  readonly buckets: number;
}

/** @throws {ScoringError} as `checkRange` */
function numberScale({ min, max }: { readonly min: number; readonly max: number }): Scale {
  return { range: checkRange({ min, max, openBelow: true, openAbove: true }), buckets: INNER_BUCKETS };
}

/**
 * From the start of the first day to the end of the last, in UTC: a bucket a day, 200 buckets where there are more
 * days.
 * @throws {ScoringError} `out-of-range`, `not-a-number` for what is no day
 */
function dayScale({ first, last }: { readonly first: string; readonly last: string }): Scale {
  const range = { min: startOf(first), max: startOf(last) + DAY, openBelow: true, openAbove: true };
  return { range: checkRange(range), buckets: Math.min(INNER_BUCKETS, (range.max - range.min) / DAY) };
}

/**
 * The scale of a question about a number or a date, by its range or its days.
 * @throws {ScoringError} `no-such-outcome` where it has neither
 */
export function scaleOf(asked: {
  readonly range?: { readonly min: number; readonly max: number } | undefined;
  readonly days?: { readonly first: string; readonly last: string } | undefined;
}): Scale {
  if (asked.days) return dayScale(asked.days);
  if (asked.range) return numberScale(asked.range);
  throw new ScoringError('no-such-outcome', 'range', 'asks for neither a number nor a date');
}

/** The end of a day: P(day ≤ d) is F at this instant. @example endOfDay('1970-01-02') is 172800 */
function endOfDay(day: string): number {
  return startOf(day) + DAY;
}

/**
 * Where a day lies as an outcome: its middle, so that a day's bucket holds it and no half of the day is better than
 * the other; `earlier` and `later` a second beyond the range.
 */
export function dayOutcome(day: string, { range }: Scale): number {
  if (day === 'earlier') return range.min - 1;
  return day === 'later' ? range.max + 1 : startOf(day) + DAY / 2;
}

/** The day that an instant of the scale falls on, the end of a day included; what is at a bound is beyond it. */
export function dayAt(seconds: number, { range }: Scale): string {
  if (seconds <= range.min) return 'earlier';
  if (seconds >= range.max) return 'later';
  return new Date((Math.ceil(seconds / DAY) - 1) * DAY * 1000).toISOString().slice(0, 10);
}

function startOf(day: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/u.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms)) throw new ScoringError('not-a-number', 'day', `${day} is no day`);
  return ms / 1000;
}

/** What somebody says of a number or a date: quantiles, of a date at the ends of days, or F at the bounds of buckets. */
export type Spread =
  | { readonly quantiles: readonly { readonly level: number; readonly value: number | string }[] }
  | { readonly cdf: readonly number[] };

/**
 * The CDF at the bounds of the scale's buckets, lifted as `quantilesToCdf` and `liftCdf` say.
 * @throws {ScoringError} `not-quantiles`, `not-a-cdf`, `length-mismatch`, `not-a-number`
 */
export function cdfOn({ range, buckets }: Scale, spread: Spread): readonly number[] {
  if ('cdf' in spread) {
    if (spread.cdf.length !== buckets + 1) {
      const expected = `${spread.cdf.length} points, of ${buckets} buckets ${buckets + 1}`;
      throw new ScoringError('length-mismatch', 'cdf', expected);
    }
    return liftCdf(checkCdf(spread.cdf, range), range);
  }
  const quantiles = spread.quantiles.map(({ level, value }) => ({
    level,
    value: typeof value === 'string' ? endOfDay(value) : value,
  }));
  return quantilesToCdf(quantiles, range, {}, buckets);
}

/** Where a CDF reaches a level, linear between its points; a bound of the range where it does so outside. */
function valueAtLevel(cdf: readonly number[], { min, max }: Range, level: number): number {
  const right = cdf.findIndex((f) => f >= level);
  const [below, above] = [cdf[right - 1], cdf[right] ?? 1];
  if (below === undefined) return right === -1 ? max : min;
  return min + ((max - min) / (cdf.length - 1)) * (right - 1 + (level - below) / (above - below));
}

/** Lower quartile, median and upper quartile, as {@link valueAtLevel}. */
export function quartilesOf(cdf: readonly number[], range: Range): readonly [number, number, number] {
  return [valueAtLevel(cdf, range, 0.25), valueAtLevel(cdf, range, 0.5), valueAtLevel(cdf, range, 0.75)];
}

/**
 * Probabilities by the name of an option → in the order of the options, adding up to 1 exactly as far as numbers do.
 * @throws {ScoringError} `no-such-outcome` where the names are others, `probabilities-do-not-add-up`
 */
export function pmfOn(names: readonly string[], said: Readonly<Record<string, number>>): readonly number[] {
  if (Object.keys(said).length !== names.length) {
    throw new ScoringError('no-such-outcome', 'options', `${Object.keys(said).length} of ${names.length}`);
  }
  const pmf = names.map((name) => {
    const p = Object.hasOwn(said, name) ? said[name] : undefined;
    if (p === undefined) throw new ScoringError('no-such-outcome', 'options', `nothing said of ${name}`);
    return p;
  });
  const sum = pmf.reduce((total, p) => total + p, 0);
  return checkPmf(
    pmf.map((p) => p / sum),
    'options',
  );
}
