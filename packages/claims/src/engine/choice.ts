import type { Choice } from '../language/terms.ts';
import { claimValues } from './claims.ts';
import type { Frame } from './model.ts';
import { isFalse, isTrue, isVoid } from './truth.ts';

/** What a choice can come to: an option with its place, or nothing. */
export type Chosen = { readonly option: string; readonly index: number } | 'void';

/** What a choice comes to over all completions of a cell: the first option whose claim is not false. */
export function optionsIn(frame: Frame, { options }: Choice): readonly Chosen[] {
  const found: Chosen[] = [];
  let isVoidable = false;
  for (const [index, { name, claim }] of options.entries()) {
    const values = claim === null ? isTrue : claimValues(frame, claim);
    if ((values & isTrue) !== 0) found.push({ option: name, index });
    isVoidable ||= (values & isVoid) !== 0;
    if ((values & isFalse) === 0) break;
  }
  return isVoidable ? [...found, 'void'] : found;
}
