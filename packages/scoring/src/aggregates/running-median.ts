import { ScoringError } from '../error.ts';
import { probability } from '../probability.ts';
import type { Quartiles } from './percentile.ts';

/** The median and quartiles of the standing predictions, kept current in O(log n) a change. */
export interface RunningMedian {
  readonly add: (p: number) => void;
  /** @throws {ScoringError} `not-a-member` when no such prediction stands */
  readonly remove: (p: number) => void;
  /** As `medianForecast`; null while nobody stands. */
  readonly read: () => Quartiles | null;
}

/** A treap node: ordered by value, a heap by priority; equal values share one. */
interface Node {
  readonly value: number;
  readonly priority: number;
  count: number;
  /** Predictions in the subtree. */
  size: number;
  left: Node | null;
  right: Node | null;
}

/** Aragon, Seidel (1989): priorities need not be secret, only unrelated to the values. */
export function startRunningMedian(): RunningMedian {
  let root: Node | null = null;
  let priority = 1;
  return {
    add(p) {
      priority = (Math.imul(priority, 1_664_525) + 1_013_904_223) >>> 0;
      root = insert(root, probability(p), priority);
    },
    remove(p) {
      root = remove(root, probability(p));
    },
    read: () => (root === null ? null : quartiles(root)),
  };
}

function insert(node: Node | null, value: number, priority: number): Node {
  if (node === null) return { value, priority, count: 1, size: 1, left: null, right: null };
  node.size += 1;
  if (value === node.value) {
    node.count += 1;
    return node;
  }
  if (value < node.value) {
    node.left = insert(node.left, value, priority);
    return node.left.priority > node.priority ? rotate(node, 'left') : node;
  }
  node.right = insert(node.right, value, priority);
  return node.right.priority > node.priority ? rotate(node, 'right') : node;
}

/** Lifts the child on a side above its parent. */
function rotate(node: Node, side: 'left' | 'right'): Node {
  const child = node[side];
  if (child === null) return node;
  const other = side === 'left' ? 'right' : 'left';
  node[side] = child[other];
  child[other] = node;
  resize(node);
  resize(child);
  return child;
}

function resize(node: Node): void {
  node.size = node.count + (node.left?.size ?? 0) + (node.right?.size ?? 0);
}

function remove(node: Node | null, value: number): Node | null {
  if (node === null) throw new ScoringError('not-a-member', 'p', `no prediction of ${value} stands`);
  if (value < node.value) node.left = remove(node.left, value);
  else if (value > node.value) node.right = remove(node.right, value);
  else if (node.count === 1) return merge(node.left, node.right);
  else node.count -= 1;
  resize(node);
  return node;
}

/** Joins two treaps, all values of `left` below those of `right`. */
function merge(left: Node | null, right: Node | null): Node | null {
  if (left === null) return right;
  if (right === null) return left;
  const top = left.priority > right.priority ? left : right;
  if (top === left) left.right = merge(left.right, right);
  else right.left = merge(left, right.left);
  resize(top);
  return top;
}

function quartiles(root: Node): Quartiles {
  return { lower: percentile(root, 0.25), median: percentile(root, 0.5), upper: percentile(root, 0.75) };
}

/** `weightedPercentile` with equal weights; q · n is exact for quartiles. */
function percentile(root: Node, q: number): number {
  const place = q * root.size;
  return (nth(root, Math.ceil(place)) + nth(root, Math.floor(place) + 1)) / 2;
}

/** The n-th smallest, from 1. */
function nth(root: Node, n: number): number {
  let node = root;
  let rest = n;
  for (;;) {
    const below = node.left?.size ?? 0;
    const next = rest <= below ? node.left : rest > below + node.count ? node.right : null;
    if (next === null) return node.value;
    if (next === node.right) rest -= below + node.count;
    node = next;
  }
}
