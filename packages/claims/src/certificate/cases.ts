import type { Choice, Completed } from '../engine/model.ts';
import { otherValue } from '../engine/model.ts';
import type { Outcome } from '../engine/outcome.ts';
import type { Case, ChosenValue } from './schema.ts';

/** The cells of a proof, as JSON carries them: all completions, case by case. */
export function casesOf(leaves: readonly Outcome[]): Case[] {
  return leaves.map(({ frame }) =>
    [...frame.cell].map(([event, choice]) => ({ event, ...chosenOf(choice) })),
  );
}

function chosenOf({ happened, within, attributes = {}, ends = {} }: Choice): Omit<Case[number], 'event'> {
  const values = Object.entries(attributes).map(([name, value]): [string, ChosenValue] => [
    name,
    valueOf(value),
  ]);
  return {
    happened: happened ?? null,
    within: within === undefined ? null : { ...within },
    attributes: Object.fromEntries(values),
    ends: { ...ends },
  };
}

function valueOf(value: Completed): ChosenValue {
  if (value === otherValue) return { other: true };
  return { value: typeof value === 'object' ? [...value] : value };
}
