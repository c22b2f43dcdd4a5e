import type { AttributeValue } from '@casus/domain/evidence';
import type { ActorTest, Asked, Pattern } from '../language/terms.ts';
import { nodesOf, patternsOf, typesOf } from '../language/walk.ts';
import type { EventDraft } from './evidence.ts';

/** A number from 0 up to, not including, 1. */
export type Random = () => number;

const day = 86_400;

/** Events that match the patterns of a claim, at times that its windows speak of: few of each, or many in a row. */
export function madeEvents(asked: Asked, random: Random): readonly EventDraft[] {
  const span = spanOf(asked);
  const before: number[] = [];
  return patternsOf(asked).flatMap((pattern) =>
    timesFor(random, span, before).map((at) => {
      before.push(at);
      return madeEvent(asked, pattern, { at, random });
    }),
  );
}

function spanOf(asked: Asked): { readonly from: number; readonly until: number } {
  const windows = nodesOf(asked).flatMap(({ node }) => (node.op === 'between' ? [node] : []));
  const instants = nodesOf(asked).flatMap(({ node }) => (node.op === 'at' ? [node.time] : []));
  return {
    from: Math.min(...windows.map(({ from }) => from), ...instants.map((time) => time - 30 * day)),
    until: Math.max(...windows.map(({ until }) => until), ...instants.map((time) => time + day)),
  };
}

function timesFor(
  random: Random,
  { from, until }: { readonly from: number; readonly until: number },
  before: readonly number[],
): readonly number[] {
  const kind = random();
  if (kind < 0.4) return [];
  if (kind > 0.9) return inRow(random, from, until);
  const count = kind < 0.8 ? 1 : 3;
  return Array.from({ length: count }, () => {
    const anchor = before.at(-1);
    if (anchor !== undefined && random() < 0.4) return Math.floor(anchor + random() * 5 * day) + 1;
    return Math.floor(from + random() * (until - from));
  });
}

/** Every half day, every day at noon, or a week of days from some day on. */
function inRow(random: Random, from: number, until: number): readonly number[] {
  const kind = Math.floor(random() * 3);
  const step = kind === 0 ? day / 2 : day;
  const start = kind === 2 ? from + Math.floor(random() * (until - from)) : from + day / 2;
  const count = kind === 2 ? 7 : Math.min(200, Math.floor((until - from) / step));
  return Array.from({ length: count }, (_, index) => start + index * step);
}

interface Making {
  readonly at: number;
  readonly random: Random;
}

function madeEvent(asked: Asked, pattern: Pattern, { at, random }: Making): EventDraft {
  const pick = (names: readonly string[]): string => names[Math.floor(random() * names.length)] ?? '';
  const [type = ''] = typesOf(pattern);
  return {
    type,
    at,
    actor: pattern.actor === undefined ? null : actorFor(pattern.actor, pick),
    target: pattern.target === undefined ? null : actorFor(pattern.target, pick),
    participants: (pattern.participants ?? []).map((each) =>
      typeof each === 'string' ? each : pick(each.in),
    ),
    attributes: { ...summedFor(asked, random), ...attributesFor(pattern) },
  };
}

function actorFor(test: ActorTest, pick: (names: readonly string[]) => string): string {
  if (typeof test === 'string') return test;
  if ('in' in test) return pick(test.in);
  return pick(['somebody', 'somebody else', 'a third']);
}

function attributesFor({ where = [] }: Pattern): Readonly<Record<string, readonly AttributeValue[]>> {
  const tested = where.flatMap((test) => {
    if ('in' in test) return test.in[0] === undefined ? [] : [[test.attribute, [test.in[0]]] as const];
    const value = 'is' in test ? test.is : test.not;
    return typeof value === 'object' ? [] : [[test.attribute, [value]] as const];
  });
  return Object.fromEntries(tested);
}

/** The least or the most of what the claim adds up. */
function summedFor(asked: Asked, random: Random): Readonly<Record<string, readonly AttributeValue[]>> {
  const sums = nodesOf(asked).flatMap(({ node }) => (node.op === 'sum' ? [node] : []));
  return Object.fromEntries(
    sums.map(({ attribute, range }) => [attribute, [random() < 0.5 ? range.min : range.max]]),
  );
}
