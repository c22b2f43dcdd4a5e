import type { VerdictValue } from '@casus/domain/verdict';
import { verdictText } from '@casus/domain/verdict';
import { wholeCell } from './doubts.ts';
import type { Cell, Doubt } from './model.ts';
import type { Outcome, Situation } from './outcome.ts';
import { outcomeIn } from './outcome.ts';
import type { Splitter } from './splits.ts';
import { splitterFor } from './splits.ts';

const mostDoubts = 12;
const mostCells = 4096;

/** What all completions come to. */
export interface Exploration {
  /** The value that all of them give. */
  readonly value: Exclude<VerdictValue, 'open' | 'indeterminate'> | null;
  /** Whether what is unknown makes a difference in some cell. */
  readonly open: boolean;
  /** Outcomes of the cells that together are all completions, where they agree. */
  readonly leaves: readonly Outcome[];
  /** Doubts that the outcome was seen to depend on. */
  readonly doubts: readonly Doubt[];
  readonly cells: number;
  /** False where there were too many doubts or cells to go through. */
  readonly enumerated: boolean;
}

interface Search {
  readonly situation: Situation;
  readonly unknowns: boolean;
  readonly pending: { readonly cell: Cell; readonly depth: number }[];
  readonly leaves: Outcome[];
  readonly doubts: Map<string, Doubt>;
  readonly values: Set<string>;
  splitter: Splitter | null;
  disagree: boolean;
  open: boolean;
  cells: number;
  enumerated: boolean;
}

/** Goes through the cells that doubts divide all completions into, as far as they make a difference. */
export function explore(situation: Situation, unknowns: boolean): Exploration {
  const search: Search = {
    situation,
    unknowns,
    pending: [{ cell: wholeCell, depth: 0 }],
    leaves: [],
    doubts: new Map(),
    values: new Set(),
    splitter: null,
    disagree: false,
    open: false,
    cells: 0,
    enumerated: true,
  };
  while (!isSettled(search)) visit(search);
  const [first] = search.leaves;
  return {
    ...search,
    value: search.disagree || first === undefined ? null : first.single,
    doubts: [...search.doubts.values()],
  };
}

function isSettled(search: Search): boolean {
  return search.pending.length === 0 || (search.disagree && (search.open || !search.unknowns));
}

function visit(search: Search): void {
  const next = search.pending.pop();
  if (next === undefined) return;
  search.cells += 1;
  const outcome = outcomeIn(search.situation, next.cell, search.unknowns);
  if (outcome.single === null) refine(search, next, outcome);
  else {
    search.leaves.push(outcome);
    search.values.add(verdictText(outcome.single));
    search.disagree ||= search.values.size > 1;
  }
}

/** Divides a cell whose completions do not agree, or takes it as it is. */
function refine(search: Search, next: Search['pending'][number], outcome: Outcome): void {
  for (const [key, doubt] of outcome.frame.noted) search.doubts.set(key, doubt);
  const parts = dividedBy(search, next.cell, outcome);
  const affordable =
    next.depth < mostDoubts && search.cells + search.pending.length + parts.length <= mostCells;
  if (parts.length > 0 && affordable) {
    search.pending.push(...parts.toReversed().map((cell) => ({ cell, depth: next.depth + 1 })));
    return;
  }
  search.enumerated &&= parts.length === 0;
  search.disagree = true;
  search.open ||= search.unknowns && outcomeIn(search.situation, next.cell, false).text !== outcome.text;
}

const order: Readonly<Record<Doubt['kind'], number>> = { happened: 0, date: 1, attribute: 2, instant: 3 };

/** The cell divided by the first doubt that can divide it. */
function dividedBy(search: Search, cell: Cell, { frame }: Outcome): readonly Cell[] {
  const doubts = [...frame.noted.values()].toSorted((a, b) => order[a.kind] - order[b.kind]);
  if (doubts.length === 0) return [];
  search.splitter ??= splitterFor(frame, search.situation.question.claim);
  for (const doubt of doubts) {
    const parts = isDecidedIn(cell, doubt) ? [] : search.splitter.split(cell, doubt);
    if (parts.length > 1) return parts;
  }
  return [];
}

function isDecidedIn(cell: Cell, doubt: Doubt): boolean {
  return doubt.kind === 'happened' && cell.get(doubt.event.id)?.happened !== undefined;
}
