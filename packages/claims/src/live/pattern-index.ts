import { isWithin } from '@casus/domain/evidence';
import { actorsOf } from '../touch.ts';
import type { Pattern } from '../language/terms.ts';
import { typesOf } from '../language/walk.ts';
import type { PatternNode } from './pattern-node.ts';

/** Nodes that ask for events of one type or its subtypes, by the actors that they ask for. */
interface OfType {
  readonly any: Set<PatternNode>;
  /** By one name. */
  readonly one: Map<number, Set<PatternNode>>;
  /** By two names: at the lesser one, by the greater. */
  readonly two: Map<number, Set<PatternNode>>[];
}

/** Names of actors, as whole numbers from 0. */
class Names {
  readonly #numbers = new Map<string, number>();

  numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(name, number);
    return number;
  }

  /** Undefined for a name that nobody asked for. */
  find(name: string): number | undefined {
    return this.#numbers.get(name);
  }
}

/** The (type, actor, target) masks in use: an event is offered to no node but those that it may match. */
export class PatternIndex {
  readonly #types = new Map<string, OfType>();
  /** By the type of an event: what asks for it. */
  readonly #asking = new Map<string, readonly OfType[]>();
  readonly #names = new Names();

  add(node: PatternNode): void {
    for (const slot of this.#slotsOf(node.pattern)) slot.add(node);
  }

  remove(node: PatternNode): void {
    for (const slot of this.#slotsOf(node.pattern)) slot.delete(node);
  }

  /** Calls back for nodes that may match an event with these names, some of them twice. */
  visit(type: string, names: readonly string[], found: (node: PatternNode) => void): void {
    const asking = this.#asking.get(type) ?? this.#askingFor(type);
    if (asking.length === 0) return;
    const numbers: number[] = [];
    for (const name of names) {
      const number = this.#names.find(name);
      if (number !== undefined) numbers.push(number);
    }
    for (const ofType of asking) {
      for (const node of ofType.any) found(node);
      if (ofType.one.size > 0) for (const number of numbers) visitAll(ofType.one.get(number), found);
      if (ofType.two.length > 0) visitPairs(ofType, numbers, found);
    }
  }

  #askingFor(type: string): readonly OfType[] {
    const asking = [...this.#types].filter(([ancestor]) => isWithin(type, ancestor)).map(([, each]) => each);
    this.#asking.set(type, asking);
    return asking;
  }

  #slotsOf(pattern: Pattern): readonly Set<PatternNode>[] {
    const needed = actorsOf(pattern).map((names) => names.map((name) => this.#names.numberOf(name)));
    const fixed = [...new Set(needed.flatMap((names) => (names.length === 1 ? names : [])))];
    return typesOf(pattern).flatMap((type) => slotsWithin(this.#ofType(type), fixed, needed));
  }

  #ofType(type: string): OfType {
    const known = this.#types.get(type);
    if (known !== undefined) return known;
    const made: OfType = { any: new Set(), one: new Map(), two: [] };
    this.#types.set(type, made);
    this.#asking.clear();
    return made;
  }
}

function visitPairs({ two }: OfType, numbers: readonly number[], found: (node: PatternNode) => void): void {
  for (const [index, number] of numbers.entries()) {
    for (let next = index + 1; next < numbers.length; next += 1) {
      const other = numbers[next] ?? number;
      visitAll(two[Math.min(number, other)]?.get(Math.max(number, other)), found);
    }
  }
}

function visitAll(nodes: ReadonlySet<PatternNode> | undefined, found: (node: PatternNode) => void): void {
  if (nodes !== undefined) for (const node of nodes) found(node);
}

/** The narrowest: by two names that it needs, by one, or by each of several of which it needs one. */
function slotsWithin(
  ofType: OfType,
  fixed: readonly number[],
  needed: readonly (readonly number[])[],
): readonly Set<PatternNode>[] {
  const [first, second] = fixed;
  if (first !== undefined && second !== undefined) {
    const [low, high] = [Math.min(first, second), Math.max(first, second)];
    const { two } = ofType;
    const inner = (two[low] ??= new Map<number, Set<PatternNode>>());
    return [slotOf(inner, high, () => new Set())];
  }
  if (first !== undefined) return [slotOf(ofType.one, first, () => new Set())];
  const [choice] = needed.toSorted((a, b) => a.length - b.length);
  if (choice === undefined) return [ofType.any];
  return [...new Set(choice)].map((number) => slotOf(ofType.one, number, () => new Set()));
}

function slotOf<Slot>(slots: Map<number, Slot>, key: number, make: () => Slot): Slot {
  const known = slots.get(key) ?? make();
  slots.set(key, known);
  return known;
}
