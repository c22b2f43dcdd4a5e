import type { Choice } from '../language/terms.ts';
import { claimValues } from './claims.ts';
import { nothingNoted } from './frame.ts';
import type { Frame } from './model.ts';
import { isFalse, isTrue, isVoid } from './truth.ts';

/** What a choice can come to: an option with its place, or nothing. */
export type Chosen = { readonly option: string; readonly index: number } | 'void';

/** What a choice comes to over all completions of a cell: the first option whose claim is not false. */
export function optionsIn(frame: Frame, { options }: Choice): readonly Chosen[] {
  const found: Chosen[] = [];
  let [isVoidable, isOver] = [false, false];
  for (const [index, { name, claim }] of options.entries()) {
    // of those after the last that matters no doubts do; they are shown, so they must not be too much to look at
    const seen = isOver ? { ...frame, noted: nothingNoted() } : frame;
    const values = claim === null ? isTrue : claimValues(seen, claim);
    if (isOver) continue;
    if ((values & isTrue) !== 0) found.push({ option: name, index });
    isVoidable ||= (values & isVoid) !== 0;
    isOver = (values & isFalse) === 0;
  }
  return isVoidable ? [...found, 'void'] : found;
}
