import type { ClaimQuestion } from '@casus/claims';
import { worldOf } from './concrete-world.ts';
import type { ConcreteEvent, World } from './concrete-world.ts';
import { valueIn } from './concrete-claims.ts';
import { measureIn } from './concrete-measures.ts';
import { knownCompletions } from './completions.ts';
import type { SmallCase } from './small-world.ts';
import { deputy } from './small-world.ts';
import type { Slot } from './unknown-events.ts';
import { unknownSlots } from './unknown-events.ts';

/** What the definition says of a case. Values are `true`, `false`, `void` or a number, as text. */
export interface Truth {
  /** The one value of all completions, or `open`, or `indeterminate`. */
  readonly value: string;
  /** Values if nothing unknown exists. */
  readonly asKnown: ReadonlySet<string>;
  /** Whether what is known can have been in one way only. */
  readonly doubtless: boolean;
  /** Whether anything at all is not covered. */
  readonly unread: boolean;
}

/** More completions than this are not gone through. */
const mostCompletions = 20_000;

/** How many completions a case has. */
export function completionsOf(small: SmallCase): number {
  const unknown = unknownSlots(small).reduce((product, { most }) => product * (most + 1), 1);
  return unknown * knownCompletions(small).length;
}

/** @throws {Error} for a case with too many completions to go through */
export function truthOf(small: SmallCase): Truth {
  if (completionsOf(small) > mostCompletions) throw new Error('too many completions for the oracle');
  const slots = unknownSlots(small);
  const completions = knownCompletions(small);
  const asKnown = new Set(completions.map((known) => textIn(small, known)));
  const doubtless = completions.length === 1;
  return { value: valueOver(small, completions, slots), asKnown, doubtless, unread: slots.length > 0 };
}

function valueOver(
  small: SmallCase,
  completions: readonly (readonly ConcreteEvent[])[],
  slots: readonly Slot[],
): string {
  const all = new Set<string>();
  for (const known of completions) {
    const values = valuesOver(small, known, slots);
    if (values.size > 1) return 'open';
    for (const value of values) all.add(value);
  }
  const [only = ''] = all;
  return all.size === 1 ? only : 'indeterminate';
}

/** Values over all sets of unknown events; two are enough to know that it is open. */
function valuesOver(
  small: SmallCase,
  known: readonly ConcreteEvent[],
  slots: readonly Slot[],
): ReadonlySet<string> {
  const values = new Set<string>();
  for (const unknown of unknownSets(slots)) {
    values.add(textIn(small, [...known, ...unknown]));
    if (values.size > 1) return values;
  }
  return values;
}

function* unknownSets(slots: readonly Slot[]): Generator<readonly ConcreteEvent[]> {
  const counts = slots.map(() => 0);
  for (;;) {
    yield counts.flatMap((count, index) => copies(slots[index], count));
    const next = counts.findIndex((count, index) => count < (slots[index]?.most ?? 0));
    if (next === -1) return;
    counts.fill(0, 0, next);
    counts[next] = (counts[next] ?? 0) + 1;
  }
}

function copies(slot: Slot | undefined, count: number): readonly ConcreteEvent[] {
  if (slot === undefined) return [];
  return slot.copies.slice(0, count);
}

const texts = ['false', 'void', 'true'] as const;

function textIn({ question }: SmallCase, events: readonly ConcreteEvent[]): string {
  const world = worldOf(events, deputy);
  switch (question.kind) {
    case 'binary':
      return texts[valueIn(world, question.claim)];
    case 'numeric':
      return String(measureIn(world, question.claim));
    case 'date':
      return dayText(measureIn(world, question.claim), question);
    case 'choice':
      return optionText(world, question.claim);
  }
}

/** The day of the first event, or that it is earlier or later than those asked for. */
function dayText(at: number, { claim, days }: ClaimQuestion & { kind: 'date' }): string {
  if (at === Infinity) return 'later';
  if (claim.window.op === 'relative') throw new Error('a small world asks for dates in plain windows only');
  const window = claim.window.op === 'spell' ? claim.window.window : claim.window;
  const local = at + (window.offsets[0]?.[1] ?? 0);
  const day = new Date(local * 1000).toISOString().slice(0, 10);
  if (Date.parse(day) < Date.parse(days.first)) return 'earlier';
  return Date.parse(day) > Date.parse(days.last) ? 'later' : day;
}

/** The first option that is true, where all before it are false. */
function optionText(world: World, { options }: ClaimQuestion['claim'] & { op: 'choice' }): string {
  const rank = (claim: (typeof options)[number]['claim']): number =>
    claim === null ? 2 : valueIn(world, claim);
  const chosen = options.find(({ claim }) => rank(claim) > 0);
  if (chosen === undefined || rank(chosen.claim) === 1) return 'void';
  return `"${chosen.name}"`;
}
