import { aggregatesOf } from '../records/questions.ts';
import type { Aggregate, Outcome, QuestionDefinition } from '../records/questions.ts';

/** What is wrong with one field of a definition. */
export interface DefinitionProblem {
  readonly field: string;
  readonly expected: string;
}

interface Rule extends DefinitionProblem {
  readonly holds: (definition: QuestionDefinition) => boolean;
}

const optionRules: readonly Rule[] = [
  {
    field: 'options',
    expected: 'at least two options for a choice, none for another question',
    holds: ({ kind, options }) => (kind === 'choice') === (options !== undefined),
  },
  {
    field: 'options',
    expected: 'each option once',
    holds: ({ options = [] }) => new Set(options.map(({ name }) => name)).size === options.length,
  },
  {
    field: 'options',
    expected:
      'a claim for each but the last, which is what is left over; or none at all, where a human decides',
    holds: ({ options = [] }) =>
      options.every(({ claim }) => claim === null) ||
      options.every(({ claim }, index) => (claim === null) === (index === options.length - 1)),
  },
  {
    field: 'claim',
    expected: 'null: the claims of a choice stand with its options',
    holds: ({ kind, claim }) => kind !== 'choice' || claim === null,
  },
];

const rules: readonly Rule[] = [
  {
    field: 'closesAt',
    expected: 'a time after opensAt',
    holds: ({ opensAt, closesAt }) => Date.parse(opensAt) < Date.parse(closesAt),
  },
  {
    field: 'settleBy',
    expected: 'a time not before closesAt',
    holds: ({ closesAt, settleBy }) => Date.parse(closesAt) <= Date.parse(settleBy),
  },
  {
    field: 'range',
    expected: 'the least and the greatest outcome for a numeric question, none for another',
    holds: ({ kind, range }) => (kind === 'numeric') === (range !== undefined),
  },
  {
    field: 'range.max',
    expected: 'a number above range.min',
    holds: ({ range }) => range === undefined || range.min < range.max,
  },
  {
    field: 'days',
    expected: 'the first and the last day for a date question, none for another',
    holds: ({ kind, days }) => (kind === 'date') === (days !== undefined),
  },
  {
    field: 'days.last',
    expected: 'a day not before days.first',
    holds: ({ days }) => days === undefined || days.first <= days.last,
  },
  ...optionRules,
  {
    field: 'ordered',
    expected: 'an order for the options of a choice only',
    holds: ({ kind, ordered }) => ordered === undefined || kind === 'choice',
  },
  {
    field: 'spotAt',
    expected: 'a time from opensAt to closesAt',
    holds: ({ opensAt, closesAt, spotAt }) =>
      spotAt === undefined ||
      (Date.parse(opensAt) <= Date.parse(spotAt) && Date.parse(spotAt) <= Date.parse(closesAt)),
  },
  {
    field: 'coverage',
    expected: 'at least one source that absence rests on',
    holds: (definition) => !isClaimDecided(definition) || definition.coverage.length > 0,
  },
  {
    field: 'coverage',
    expected: 'each source once',
    holds: ({ coverage }) => new Set(coverage.map(({ source }) => source)).size === coverage.length,
  },
  {
    field: 'conditions',
    expected: 'each question once',
    holds: ({ conditions = [] }) =>
      new Set(conditions.map(({ questionId }) => questionId)).size === conditions.length,
  },
  {
    field: 'aggregate',
    expected: Object.entries(aggregatesOf)
      .map(([kind, names]) => `of a ${kind} question one of ${names.join(', ')}`)
      .join('; '),
    holds: (definition) => {
      const names: readonly Aggregate[] = aggregatesOf[definition.kind];
      return names.includes(publishedAggregate(definition));
    },
  },
];

/** The rules of a definition that no single field can tell; what the claim needs is the engine's to check. */
export function checkDefinition(definition: QuestionDefinition): readonly DefinitionProblem[] {
  return rules.filter(({ holds }) => !holds(definition)).map(({ field, expected }) => ({ field, expected }));
}

/** True where the engine decides; a human does otherwise. */
export function isClaimDecided({
  claim,
  options = [],
}: {
  readonly claim: unknown;
  readonly options?: readonly { readonly claim: unknown }[] | undefined;
}): boolean {
  return claim !== null || options.some((each) => each.claim !== null);
}

/** The aggregate that is published; by default that of numbers and dates is the mean of CDFs. */
export function publishedAggregate({ kind, aggregate }: QuestionDefinition): Aggregate {
  const spans = kind === 'numeric' || kind === 'date';
  return spans && aggregate === 'geometric-mean-of-odds' ? 'mean-of-cdfs' : aggregate;
}

/** Whether an outcome is one that the question can have. */
export function canComeTo({ kind, days, options = [] }: QuestionDefinition, outcome: Outcome): boolean {
  if (outcome === 'void') return true;
  if (typeof outcome === 'string') return kind === 'binary';
  if ('number' in outcome) return kind === 'numeric';
  if ('option' in outcome) return options.some(({ name }) => name === outcome.option);
  return days !== undefined && isAskedDay(days, outcome.date);
}

function isAskedDay({ first, last }: NonNullable<QuestionDefinition['days']>, date: string): boolean {
  return date === 'earlier' || date === 'later' || (first <= date && date <= last);
}
