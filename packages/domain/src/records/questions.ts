import { z } from 'zod';
import { calendarDay, decidedValues } from './outcomes.ts';
import { instant, json, name, principal, textReference, typeName } from './shapes.ts';

/** A source that absence rests on, for these types (default all) with their subtypes. */
const coverageSource = z.object({
  source: name,
  types: z
    .array(z.union([z.literal('*'), typeName]))
    .min(1)
    .max(100)
    .optional(),
});

/** Ways to make one forecast of the standing predictions, by the kind of question that they make sense for. */
export const aggregatesOf = {
  binary: [
    'geometric-mean-of-odds',
    'mean',
    'extremised',
    'neyman-roughgarden',
    'median',
    'recency-weighted',
    'trimmed-mean',
    'highest-density-trimmed-mean',
    'track-record',
  ],
  numeric: ['mean-of-cdfs', 'recency-weighted', 'quantile-average', 'track-record'],
  date: ['mean-of-cdfs', 'recency-weighted', 'quantile-average', 'track-record'],
  choice: ['geometric-mean-of-odds', 'mean', 'median', 'recency-weighted', 'track-record'],
} as const;

const aggregate = z.enum([...new Set([...aggregatesOf.binary, ...aggregatesOf.numeric])]);

export type Aggregate = z.infer<typeof aggregate>;

/** What may come about, and the claim that decides it; null where a human does, and for what is left over. */
const option = z.object({ name: z.string().min(1).max(100), claim: json.nullable() });

/** Another question, and the outcome that a conditional question supposes it to have. */
const condition = z.object({
  questionId: z.string().min(1).max(100),
  outcome: z.union([z.enum(['true', 'false']), ...decidedValues]),
});

/**
 * What is asked, decided by a claim or, where it is null, by a human. Rules across fields are checked at the
 * edge (`checkDefinition`), not here: a record that breaks one is refused by the fold, never unreadable.
 */
export const questionDefinition = z.object({
  title: z.string().min(1).max(300),
  kind: z.enum(['binary', 'numeric', 'date', 'choice']),
  /** The claim language's JSON, opaque here: a measure where a number or a date is asked; null for a choice. */
  claim: json.nullable(),
  /** Numeric questions: the least and the greatest outcome that predictions span. */
  range: z.object({ min: z.number(), max: z.number() }).optional(),
  /** Date questions: the first and the last day that predictions span. */
  days: z.object({ first: calendarDay, last: calendarDay }).optional(),
  /** Multiple choice: an option comes about iff its claim is true and all before it are false. */
  options: z.array(option).min(2).max(20).optional(),
  /** Multiple choice: the options have an order that means something, and near misses are scored as such. */
  ordered: z.boolean().optional(),
  opensAt: instant,
  closesAt: instant,
  /** A claim's last day: from here on a decided value settles as it is, anything else as `indeterminate`. */
  settleBy: instant,
  /** From here on the crowd's forecast is shown; absent: from opening. */
  revealAt: instant.optional(),
  /** When the spot scores are taken; absent: at the reveal if that is after opening, else at the close. */
  spotAt: instant.optional(),
  /** @default 259200 (72 h) */
  settleAfterSeconds: z.int().min(0).default(259_200),
  /** What a difference after settling does: a curator confirms or re-resolves; it counts at once; nothing. */
  afterSettle: z.enum(['confirm', 'follow', 'frozen']).default('confirm'),
  /** Possible events at settling: did not happen, or a human decides. */
  unconfirmed: z.enum(['no', 'human']).default('no'),
  coverage: z.array(coverageSource).max(100).default([]),
  tags: z.array(z.string().min(1).max(60)).max(30).default([]),
  finePrint: z.string().max(20_000).optional(),
  /** The published forecast; the default of a numeric question is its counterpart, the mean of CDFs. */
  aggregate: aggregate.default('geometric-mean-of-odds'),
  /** Of a conditional question: what it supposes, all of it together; it counts only where that came about. */
  conditions: z.array(condition).min(1).max(8).optional(),
});

const onQuestion = z.object({ questionId: z.string().min(1).max(100) });

/** A command on the lifecycle: refused where the question has another revision by then. */
const command = onQuestion.extend({
  expectedRevision: z.int().min(0),
  by: principal,
  reason: textReference,
});

export const outcome = z.union([z.enum(['true', 'false', 'void']), ...decidedValues]);

export const questionOpened = onQuestion.extend({ definition: questionDefinition, by: principal });
export const questionAmended = command.extend({ definition: questionDefinition });
export const questionClosed = command;
export const questionAnnulled = command;

/** A human's outcome; it outranks the engine. `evidence` holds addresses or report ids. */
export const questionResolved = command.extend({
  outcome,
  decidedAt: instant,
  evidence: z.array(z.string().min(1).max(2000)).max(50),
});

/** A curator lets a contested resolution stand. */
export const resolutionConfirmed = command;

/** Absence no longer rests on this source. */
export const coverageSourceRetired = command.extend({ source: name });

/** Where a question that another one supposes stands by now; `outcome` once it is resolved. */
export const conditionDecided = onQuestion.extend({
  parent: z.string().min(1).max(100),
  state: z.enum(['open', 'closed', 'ambiguous', 'annulled', 'resolved']),
  outcome: outcome.optional(),
  /** How many of these the question had on this parent: another count refuses it. */
  follows: z.int().min(0),
  /** Number and position of the parent's resolution, where it has one. */
  resolution: z.object({ number: z.int().min(1), position: z.string().max(100) }).optional(),
});

export type ConditionDecided = z.infer<typeof conditionDecided>;
export type QuestionDefinition = z.infer<typeof questionDefinition>;
/** How to write a definition: what has a default may be left out. */
export type QuestionDefinitionInput = z.input<typeof questionDefinition>;
export type Outcome = z.infer<typeof outcome>;
