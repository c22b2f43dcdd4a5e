import { aggregatesOf } from '../records/questions.ts';
import type { Aggregate, QuestionDefinition } from '../records/questions.ts';

/** What is wrong with one field of a definition. */
export interface DefinitionProblem {
  readonly field: string;
  readonly expected: string;
}

interface Rule extends DefinitionProblem {
  readonly holds: (definition: QuestionDefinition) => boolean;
}

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
    expected: 'the least and the greatest outcome for a numeric question, none for a binary one',
    holds: ({ kind, range }) => (kind === 'numeric') === (range !== undefined),
  },
  {
    field: 'range.max',
    expected: 'a number above range.min',
    holds: ({ range }) => range === undefined || range.min < range.max,
  },
  {
    field: 'coverage',
    expected: 'at least one source that absence rests on',
    holds: ({ claim, coverage }) => claim === null || coverage.length > 0,
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
    expected: `of a binary question one of ${aggregatesOf.binary.join(', ')}, of a numeric one of ${aggregatesOf.numeric.join(', ')}`,
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

/** The aggregate that is published; what a numeric question has by default is the mean of CDFs. */
export function publishedAggregate({ kind, aggregate }: QuestionDefinition): Aggregate {
  return kind === 'numeric' && aggregate === 'geometric-mean-of-odds' ? 'mean-of-cdfs' : aggregate;
}
