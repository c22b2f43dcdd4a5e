import type { VerdictValue } from '@casus/domain/verdict';
import { verdictText } from '@casus/domain/verdict';
import { costOf, mostCost, mostSteps } from './cost.ts';
import { wholeCell } from './doubts.ts';
import { TooManyPairs } from './frame.ts';
import { candidatesOf } from './match.ts';
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
  /** Steps that a look at one cell costs. */
  readonly cost: number;
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
  /** Steps that a look at one cell costs. */
  readonly cost: number;
  splitter: Splitter | null;
  disagree: boolean;
  open: boolean;
  cells: number;
  enumerated: boolean;
}

/**
 * Goes through the cells that doubts divide all completions into, as far as they make a difference.
 * @throws {TooManyPairs} where looking at one of them costs too much
 */
export function explore(situation: Situation, unknowns: boolean): Exploration {
  const search: Search = {
    situation,
    unknowns,
    pending: [{ cell: wholeCell, depth: 0 }],
    leaves: [],
    doubts: new Map(),
    values: new Set(),
    cost: costOf(situation.question.claim, (pattern) => candidatesOf(situation, pattern).length),
    splitter: null,
    disagree: false,
    open: false,
    cells: 0,
    enumerated: true,
  };
  if (search.cost > mostCost) throw new TooManyPairs();
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
  for (const [key, doubt] of outcome.frame.noted.doubts) search.doubts.set(key, doubt);
  const parts = dividedBy(search, next.cell, outcome);
  if (parts.length > 0 && isAffordable(search, next.depth, parts.length)) {
    search.pending.push(...parts.toReversed().map((cell) => ({ cell, depth: next.depth + 1 })));
    return;
  }
  search.enumerated &&= parts.length === 0;
  search.disagree = true;
  search.open ||= search.unknowns && outcomeIn(search.situation, next.cell, false).text !== outcome.text;
}

/** Whether so many more cells may be looked at. */
function isAffordable({ cells, pending, cost }: Search, depth: number, more: number): boolean {
  const looks = cells + pending.length + more;
  return depth < mostDoubts && looks <= mostCells && looks * cost <= mostSteps;
}

const order: Readonly<Record<Doubt['kind'], number>> = { happened: 0, date: 1, attribute: 2, instant: 3 };

/** The cell divided by the first doubt that can divide it. */
function dividedBy(search: Search, cell: Cell, { frame }: Outcome): readonly Cell[] {
  const doubts = [...frame.noted.doubts.values()].toSorted((a, b) => order[a.kind] - order[b.kind]);
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
