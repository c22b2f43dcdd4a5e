import { bucketOf, type Range } from '../distribution/scale.ts';
import { ScoringError } from '../error.ts';
import { checkHorizon, spotTime, type Horizon, type SpotChoice } from '../horizon.ts';
import { brierBinary, logBinary, type BinaryOutcome } from './binary.ts';
import { baselineBucket, bucketsOf, crps, crpsDays, logContinuous } from './continuous.ts';
import { brierOptions, logOptions, ordinalBrier } from './options.ts';
import { BINARY_UNITS, type Score, type Units } from './score-table.ts';
import { scoreSpans, type Span, type Worth } from './standing.ts';

/** A probability of yes that stands for a time. */
export interface Standing extends Span {
  readonly p: number;
}

/** Probabilities of all options that stand for a time. */
export interface OptionsStanding extends Span {
  readonly pmf: readonly number[];
}

/** A CDF on N + 1 points that stands for a time. */
export interface ContinuousStanding extends Span {
  readonly cdf: readonly number[];
}

interface Scored {
  readonly horizon: Horizon;
  /** How the spot time is chosen; by default the end of scoring. */
  readonly spot?: SpotChoice;
  /** Forecasters compared with the group without being part of it: aggregates, the machine's baseline. */
  readonly outsiders?: ReadonlySet<string>;
}

export interface BinaryQuestion extends Scored {
  readonly kind: 'binary';
  readonly outcome: BinaryOutcome;
  readonly standings: readonly Standing[];
}

export interface OptionsQuestion extends Scored {
  readonly kind: 'options';
  /** Options in an order that means something are scored by the ordinal Brier score. */
  readonly ordered?: boolean;
  /** Index of the option that came about. */
  readonly outcome: number;
  readonly standings: readonly OptionsStanding[];
}

export interface ContinuousQuestion extends Scored {
  /** `date`: range and outcome in seconds, CRPS in days. */
  readonly kind: 'numeric' | 'date';
  readonly outcome: number;
  readonly range: Range;
  readonly standings: readonly ContinuousStanding[];
}

export type QuestionToScore = BinaryQuestion | OptionsQuestion | ContinuousQuestion;

export interface ForecasterScore extends Score {
  readonly forecasterId: string;
}

/**
 * Scores of everyone who had a prediction standing within the horizon, in order of their first. Whoever
 * predicted from the close on only, has none. A question that `scoringHorizon` calls annulled is not scored.
 *
 * Baseline and peer scores (Metaculus scores FAQ) are integrals over the scheduled time: a question decided
 * early adds 0 for the rest, which keeps each instant proper for P(yes | undecided until then). A forecast left
 * standing is another matter: for a yes at hazard 1 on [0, 1] the best constant is 0.418, the truth 0.632.
 * @throws {ScoringError} a prediction outside its bounds, overlapping standings of a forecaster, …
 */
export function scoreQuestion(question: QuestionToScore): readonly ForecasterScore[] {
  const horizon = checkHorizon(question.horizon);
  const scores = scoreSpans({
    horizon,
    spans: question.standings,
    worths: worthsOf(question),
    outsiders: question.outsiders ?? new Set(),
    spot: spotTime(horizon, question.spot),
    units: unitsOf(question),
  });
  return [...scores].map(([forecasterId, score]) => ({ forecasterId, ...score }));
}

function unitsOf(question: QuestionToScore): Units {
  switch (question.kind) {
    case 'binary':
      return BINARY_UNITS;
    case 'options':
      return optionsUnits(question);
    case 'numeric':
    case 'date':
      return continuousUnits(question);
  }
}

function optionsUnits({ standings }: OptionsQuestion): Units {
  const options = standings[0]?.pmf.length ?? 2;
  for (const [index, { pmf }] of standings.entries()) {
    if (pmf.length !== options || pmf.length < 2) {
      const field = `standings[${index}].pmf`;
      throw new ScoringError('length-mismatch', field, `${pmf.length} options, others ${options}`);
    }
  }
  return { baseline: 100 / Math.log(options), lnChance: -Math.log(options), peer: 100 };
}

function continuousUnits({ outcome, range, standings }: ContinuousQuestion): Units {
  const points = standings[0]?.cdf.length ?? 2;
  for (const [index, { cdf }] of standings.entries()) {
    if (cdf.length !== points) {
      const field = `standings[${index}].cdf`;
      throw new ScoringError('length-mismatch', field, `${cdf.length} points, others ${points}`);
    }
  }
  const bucket = bucketOf(outcome, range, points - 1);
  return { baseline: 50, lnChance: Math.log(baselineBucket(bucket, range, points - 1)), peer: 50 };
}

function worthsOf(question: QuestionToScore): readonly Worth[] {
  switch (question.kind) {
    case 'binary':
      return question.standings.map(({ p }) => ({
        logP: logBinary(p, question.outcome),
        loss: brierBinary(p, question.outcome),
      }));
    case 'options':
      return question.standings.map(({ pmf }) => ({
        logP: logOptions(pmf, question.outcome),
        loss: (question.ordered === true ? ordinalBrier : brierOptions)(pmf, question.outcome),
      }));
    case 'numeric':
    case 'date':
      return question.standings.map(({ cdf }) => continuousWorth(cdf, question));
  }
}

function continuousWorth(cdf: readonly number[], question: ContinuousQuestion): Worth {
  const { kind, range, outcome } = question;
  const bucket = bucketOf(outcome, range, cdf.length - 1);
  return {
    logP: logContinuous(bucketsOf(cdf, range), bucket),
    loss: (kind === 'date' ? crpsDays : crps)(cdf, range, outcome),
  };
}
