import { LiveClaims } from '@casus/claims/live';
import type { WorldEvent } from '@casus/domain/evidence';
import { seededRandom } from '../../faults/random.ts';
import { diceOf } from '../../prove/dice.ts';
import { printFigure } from '../print.ts';
import { violatedByDataflow } from './family-d2ts.ts';
import { violatedByMonitors } from './family-monitors.ts';
import { PlayedWorld } from './played-world.ts';
import { familyQuestion, pairs } from './shapes.ts';
import { familyEvents } from './stream.ts';

/** Pairs with a sanction inside talks, by `actor target`, and how long it took to know them, record by record. */
export interface Violated {
  readonly pairs: ReadonlySet<string>;
  readonly seconds: number;
  readonly events: number;
}

const rounds = 3;

/** All three see the same events in the same order; monitors, which are slow, only the first of them. */
export function benchFamily(isQuick: boolean): void {
  const events = familyEvents(diceOf(seededRandom(6)), isQuick ? 20_000 : 1_000_000);
  const first = events.slice(0, isQuick ? 1000 : 20_000);
  const [own, dataflow]: [number[], number[]] = [[], []];
  for (let round = 0; round < (isQuick ? 1 : rounds); round += 1) {
    const [live, peer] = [violatedLive(events), violatedByDataflow(events)];
    assertSame(live, peer);
    own.push(live.events / live.seconds);
    dataflow.push(peer.events / peer.seconds);
  }
  const monitors = violatedByMonitors(first);
  assertSame(violatedLive(first), monitors);
  const rate = median(own);
  printFigure({ name: 'claims-family-pairs', value: pairs.length, unit: 'claims' });
  printFigure({
    name: 'claims-family-d2ts',
    value: rate,
    unit: 'events/s',
    peer: median(dataflow),
    ratio: median(own.map((each, round) => each / (dataflow[round] ?? Number.NaN))),
  });
  const monitored = monitors.events / monitors.seconds;
  printFigure({
    name: 'claims-family-monitors',
    value: rate,
    unit: 'events/s',
    peer: monitored,
    ratio: rate / monitored,
  });
}

function violatedLive(events: readonly WorldEvent[]): Violated {
  const world = new PlayedWorld();
  const live = new LiveClaims(world.surroundings);
  for (const pair of pairs) live.open(pair.join(' '), familyQuestion(pair));
  const before = performance.now();
  for (const event of events) {
    live.put(event);
    live.look();
  }
  const seconds = (performance.now() - before) / 1000;
  const violated = pairs.map((pair) => pair.join(' ')).filter((id) => live.get(id)?.value === 'false');
  return { pairs: new Set(violated), seconds, events: events.length };
}

/** @throws {Error} where two of them know different pairs */
function assertSame(a: Violated, b: Violated): void {
  const apart = a.pairs.symmetricDifference(b.pairs);
  if (apart.size > 0) throw new Error(`${apart.size} pairs differ, ${[...apart][0]} among them`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
