import { consolidate, D2, distinct, filter, join, map, MultiSet, output } from '@electric-sql/d2ts';
import type { WorldEvent } from '@casus/domain/evidence';
import type { Violated } from './family.ts';
import { day } from './shapes.ts';

/** Talks last so long after a meeting. */
const lapse = 30 * day;
/** Events that the dataflow is given at once: with fewer it is slower. */
const batch = 1000;

type Keyed = [string, number];

/**
 * The family as a dataflow: meetings, each in the two stretches of 30 days that its talks reach over, are joined with
 * sanctions of the pair in the same stretch; a sanction within the talks is a violation.
 */
export function violatedByDataflow(events: readonly WorldEvent[]): Violated {
  const violated = new Map<string, number>();
  const graph = new D2({ initialFrontier: 0 });
  const meetings = graph.newInput<Keyed>();
  const sanctions = graph.newInput<Keyed>();
  sanctions.pipe(
    join(meetings),
    filter(([, [sanction, meeting]]) => isWithin(sanction, meeting)),
    map(([key]): [string, string] => [pairOfKey(key), 'violated']),
    distinct(),
    consolidate(),
    output((message) => {
      if (!('collection' in message.data)) return;
      for (const [[pair], times] of message.data.collection.getInner()) {
        violated.set(pair, (violated.get(pair) ?? 0) + times);
      }
    }),
  );
  graph.finalize();
  const before = performance.now();
  for (let first = 0, version = 0; first < events.length; first += batch, version += 1) {
    const part = events.slice(first, first + batch);
    meetings.sendData(version, new MultiSet(part.flatMap(meetingRows)));
    sanctions.sendData(version, new MultiSet(part.flatMap(sanctionRows)));
    meetings.sendFrontier(version + 1);
    sanctions.sendFrontier(version + 1);
    graph.run();
  }
  const seconds = (performance.now() - before) / 1000;
  const pairs = new Set([...violated].filter(([, times]) => times > 0).map(([pair]) => pair));
  return { pairs, seconds, events: events.length };
}

type Row = [Keyed, number];

function sanctionRows({ type, actor, target, interval: { from } }: WorldEvent): readonly Row[] {
  if (type !== 'sanction.imposed') return [];
  return [[[keyOf(`${actor} ${target}`, from), from], 1]];
}

/** Talks are of both directions of a pair. */
function meetingRows({ type, participants: [a, b], interval: { from } }: WorldEvent): readonly Row[] {
  if (type !== 'meeting.held') return [];
  return [`${a} ${b}`, `${b} ${a}`].flatMap((pair): readonly Row[] => [
    [[keyOf(pair, from), from], 1],
    [[keyOf(pair, from + lapse), from], 1],
  ]);
}

/** A join that is no outer one leaves nothing out. */
function isWithin(sanction: number | null, meeting: number | null): boolean {
  return sanction !== null && meeting !== null && meeting <= sanction && sanction < meeting + lapse;
}

function keyOf(pair: string, at: number): string {
  return `${pair} ${Math.floor(at / lapse)}`;
}

function pairOfKey(key: string): string {
  return key.slice(0, key.lastIndexOf(' '));
}
