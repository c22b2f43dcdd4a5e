import type { WorldEvent } from '@casus/domain/evidence';
import type { Asked, Term } from '../language/terms.ts';
import { nodesOf, patternsOf } from '../language/walk.ts';
import type { Frame } from './model.ts';
import { uncoveredOf } from './frame.ts';
import { candidatesOf } from './match.ts';

/** Events that bear on a claim. */
export function relevantEvents(frame: Frame, claim: Asked): readonly WorldEvent[] {
  return [...new Set(patternsOf(claim).flatMap((pattern) => candidatesOf(frame, pattern)))];
}

/** Instants at which a claim or what is known changes: bounds, as they are and moved by the claim's durations. */
export function criticalInstants(frame: Frame, claim: Asked): readonly number[] {
  const known = frame.shared.critical.get(claim);
  if (known !== undefined) return known;
  const instants = computeInstants(frame, claim);
  frame.shared.critical.set(claim, instants);
  return instants;
}

function computeInstants(frame: Frame, claim: Asked): readonly number[] {
  const events = relevantEvents(frame, claim);
  const bounds = [
    ...nodesOf(claim).flatMap(({ node }) => instantsOf(node)),
    ...events.flatMap((event) => eventBounds(frame, event)),
    ...patternsOf(claim).flatMap((pattern) =>
      uncoveredOf({ ...frame, unknowns: true }, pattern).flatMap(({ from, to }) => [from, to]),
    ),
  ].filter(Number.isFinite);
  const durations = [0, ...nodesOf(claim).flatMap(({ node }) => durationsOf(node))];
  const moves = [...new Set(durations.flatMap((seconds) => [seconds, -seconds]))];
  const moved = [...new Set(bounds)].flatMap((bound) =>
    moves.flatMap((move) => [bound + move, bound + move + 1]),
  );
  return [...new Set(moved)].toSorted((a, b) => a - b);
}

function eventBounds(frame: Frame, event: WorldEvent): readonly number[] {
  const { from, to } = event.interval;
  const actors = [event.actor, event.target, ...event.participants].filter((each) => each !== null);
  const terms = actors.flatMap((actor) => frame.evidence.affiliationsOf(actor));
  const dates = Object.values(event.attributes)
    .flat()
    .flatMap((value) => (typeof value === 'object' && 'ends' in value ? value.ends : []));
  return [from, to, ...dates, ...terms.flatMap((each) => [each.from, each.to])];
}

function instantsOf(node: Term): readonly number[] {
  if (node.op === 'between') return [node.from, node.until];
  if (node.op === 'hold') return node.seed === undefined ? [] : [node.seed.at, node.seed.end];
  if (node.op === 'maxRun') return node.measuredTo === undefined ? [] : [node.measuredTo];
  return node.op === 'at' ? [node.time] : [];
}

function durationsOf(node: Term): readonly number[] {
  if (node.op === 'starts') return [node.quiet];
  if (node.op === 'maxWindow') return [node.span];
  if (node.op === 'after' || node.op === 'relative') return [node.moreThan, node.atMost];
  if (node.op !== 'hold') return [];
  return node.openings.flatMap((each) => ('lapse' in each ? [each.lapse] : [each.until.grace, each.longest]));
}
