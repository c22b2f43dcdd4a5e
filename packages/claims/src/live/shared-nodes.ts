import { canonicalJson } from '@casus/domain/canonical-json';
import type { CoverageSource } from '../engine/coverage.ts';
import type { Hold, Pattern } from '../language/terms.ts';
import { typesOf } from '../language/walk.ts';
import { CoverageNode } from './coverage-node.ts';
import { DuringNode, StartsNode } from './derived-events.ts';
import { HoldNode } from './hold-node.ts';
import { PatternIndex } from './pattern-index.ts';
import { patternKey, PatternNode } from './pattern-node.ts';
import type { Derived } from './pattern-node.ts';
import type { Nodes } from './nodes.ts';
import type { Surroundings } from './surroundings.ts';

/** What claims share. */
export interface Shared {
  /** How many uses claims make of it. */
  uses: number;
  /** Takes it out of what is shared; called when nobody uses it any more. */
  drop: () => void;
}

/** All nodes in use, each made once however many claims share it, and dropped with the last of them. */
export class SharedNodes {
  readonly index = new PatternIndex();
  readonly coverage = new Map<string, CoverageNode>();
  readonly #patterns = new Map<string, PatternNode>();
  readonly #holds = new Map<string, HoldNode>();
  readonly #durings = new Map<string, DuringNode>();
  readonly #starts = new Map<string, StartsNode>();
  readonly #fill: (node: PatternNode) => void;
  /** Canonical texts of fluents: the same object is written once. */
  readonly #keys = new WeakMap<Hold, string>();

  /** @param fill puts the events that are known into a new node */
  constructor(fill: (node: PatternNode) => void) {
    this.#fill = fill;
  }

  /** Nodes for one claim; each use is noted, to be given back by `release`. */
  forClaim(used: Shared[]): Nodes {
    const use = <Node extends Shared>(node: Node): Node => {
      node.uses += 1;
      used.push(node);
      return node;
    };
    const pattern = (asked: Pattern): PatternNode => use(this.#patternOf(asked));
    const hold = (asked: Hold): HoldNode => {
      const openings = asked.openings.map(({ event }) => pattern(event));
      const endings = asked.endings.map(({ event }) => pattern(event));
      return use(this.#holdOf(asked, openings, endings));
    };
    return {
      pattern,
      hold,
      during: (events, fluent) => use(this.#duringOf(pattern(events), hold(fluent))),
      starts: (events, quiet) => use(this.#startsOf(pattern(events), quiet)),
    };
  }

  release(used: readonly Shared[]): void {
    for (const node of used) {
      node.uses -= 1;
      if (node.uses === 0) node.drop();
    }
  }

  #patternOf(pattern: Pattern): PatternNode {
    return shared(this.#patterns, patternKey(pattern), () => {
      const node = new PatternNode(pattern);
      this.#fill(node);
      this.index.add(node);
      return [node, () => this.index.remove(node)];
    });
  }

  #holdOf(hold: Hold, openings: readonly PatternNode[], endings: readonly PatternNode[]): HoldNode {
    return shared(this.#holds, this.#keyOf(hold), () => {
      const node = new HoldNode(hold, openings, endings);
      const patterns = [...new Set([...openings, ...endings])];
      for (const { sure } of patterns) for (const entry of sure.entries) node.added(entry);
      return [node, listening(node, patterns)];
    });
  }

  #duringOf(events: PatternNode, fluent: HoldNode): DuringNode {
    return shared(this.#durings, `${events.key} during ${this.#keyOf(fluent.hold)}`, () => {
      const node = new DuringNode(events, fluent);
      const { listeners } = fluent;
      listeners.push(node.changed);
      const stop = listening(node, [events]);
      const drop = (): void => {
        stop();
        listeners.splice(listeners.indexOf(node.changed), 1);
      };
      return [node, drop];
    });
  }

  #startsOf(events: PatternNode, quiet: number): StartsNode {
    return shared(this.#starts, `${events.key} quiet ${quiet}`, () => {
      const node = new StartsNode(events, quiet);
      return [node, listening(node, [events])];
    });
  }

  coverageFor(
    sources: readonly CoverageSource[],
    patterns: readonly PatternNode[],
    read: Surroundings,
  ): CoverageNode {
    const types = patterns.map(({ pattern }) => typesOf(pattern));
    const key = JSON.stringify([sources, types]);
    const node = this.coverage.get(key) ?? new CoverageNode(sources, types, read);
    this.coverage.set(key, node);
    return node;
  }

  #keyOf(hold: Hold): string {
    const known = this.#keys.get(hold) ?? canonicalJson(hold);
    this.#keys.set(hold, known);
    return known;
  }
}

/** The node of a key, made where there is none, with what is to be done when it is dropped. */
function shared<Node extends Shared>(
  nodes: Map<string, Node>,
  key: string,
  make: () => readonly [Node, () => void],
): Node {
  const known = nodes.get(key);
  if (known !== undefined) return known;
  const [node, drop] = make();
  node.drop = () => {
    nodes.delete(key);
    drop();
  };
  nodes.set(key, node);
  return node;
}

/** Has a node told of the entries of patterns; gives the way to stop it. */
function listening(node: Derived, patterns: readonly PatternNode[]): () => void {
  for (const { derived } of patterns) derived.push(node);
  return () => {
    for (const { derived } of patterns) derived.splice(derived.indexOf(node), 1);
  };
}
