import type { WorldEvent } from '@casus/domain/evidence';
import type { Violated } from './family.ts';
import { day, pairs } from './shapes.ts';

const lapse = 30 * day;

/** One claim's own state, which sees every event: what an engine without an index does. */
interface Monitor {
  readonly actor: string;
  readonly target: string;
  talksUntil: number;
  violated: boolean;
}

/** The family by one monitor a claim; events have to come in order of time. */
export function violatedByMonitors(events: readonly WorldEvent[]): Violated {
  const monitors = pairs.map(([actor, target]): Monitor => ({
    actor,
    target,
    talksUntil: -Infinity,
    violated: false,
  }));
  const before = performance.now();
  for (const event of events) for (const monitor of monitors) see(monitor, event);
  const seconds = (performance.now() - before) / 1000;
  const violated = monitors.filter((each) => each.violated).map(({ actor, target }) => `${actor} ${target}`);
  return { pairs: new Set(violated), seconds, events: events.length };
}

function see(monitor: Monitor, { type, actor, target, participants, interval: { from } }: WorldEvent): void {
  if (type === 'meeting.held') {
    const [a, b] = participants;
    const isOurs =
      (a === monitor.actor && b === monitor.target) || (a === monitor.target && b === monitor.actor);
    if (isOurs) monitor.talksUntil = from + lapse;
  } else if (type === 'sanction.imposed' && actor === monitor.actor && target === monitor.target) {
    monitor.violated ||= from < monitor.talksUntil;
  }
}
