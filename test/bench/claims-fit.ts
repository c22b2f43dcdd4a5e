import { parseArgs } from 'node:util';
import { glance } from '@casus/claims';
import type { ClaimQuestion } from '@casus/claims';
import { parseText } from '@casus/claims/text';
import { isWithin } from '@casus/domain/evidence';
import type { Evidence, WorldEvent } from '@casus/domain/evidence';
import { verdictText } from '@casus/domain/verdict';
import { readLoad } from '../faults/embedded/rows.ts';
import { caughtUp, filed, startingRecords, takenReports } from './claims-icews/courses.ts';
import { dyadsOf } from './claims-icews/dyads.ts';
import { replayed } from './claims-icews/replayed.ts';
import { fitWindow, shapes } from './claims-fit/shapes.ts';

type Counts = Record<string, number>;

/**
 * How many claims of the shapes of real questions come to nothing on recorded events: claims of May 2018 about the
 * busiest dyads of ICEWS (or of made-up rows, where it is not there), everything read. Prints the values of each
 * shape, and the shares that are indeterminate, and void for want of their condition. `--rows N --dyads N`
 */
export async function run(args: string[]): Promise<void> {
  const options = {
    rows: { type: 'string', default: '400000' },
    dyads: { type: 'string', default: '1000' },
  } as const;
  const { values } = parseArgs({ args, options });
  const load = await readLoad(Number(values.rows));
  process.stdout.write(`${load.from}\n`);
  const end = Date.parse('2018-07-01T00:00:00Z');
  const records = [...startingRecords(), ...takenReports(load.reports).map((each) => filed(each))];
  const read = caughtUp('2018-07-01', end + 3_600_000);
  const { evidence } = replayed([...records, read], new Map());
  const all: Counts = {};
  const events = eventsByName(evidence);
  const dyads = dyadsOf(evidence.eventsOf('*')).slice(0, Number(values.dyads));
  for (const [shape, write] of Object.entries(shapes)) {
    const counts: Counts = {};
    for (const [a, b] of dyads) {
      const known = [...new Set([...(events.get(a) ?? []), ...(events.get(b) ?? [])])];
      const value = valueOf(write(JSON.stringify(a), JSON.stringify(b), fitWindow), evidence, known);
      counts[value] = (counts[value] ?? 0) + 1;
      all[value] = (all[value] ?? 0) + 1;
    }
    process.stdout.write(`${JSON.stringify({ name: `claims-fit-${shape}`, byValue: counts })}\n`);
  }
  print('claims-fit-indeterminate', (all['indeterminate'] ?? 0) + (all['open'] ?? 0), all);
  print('claims-fit-void', all['void'] ?? 0, all);
}

function print(name: string, count: number, all: Counts): void {
  const claims = Object.values(all).reduce((total, each) => total + each, 0);
  const value = Math.round((10_000 * count) / claims) / 100;
  process.stdout.write(`${JSON.stringify({ name, value, unit: '%', peer: null, ratio: null, claims })}\n`);
}

function valueOf(text: string, evidence: Evidence, known: readonly WorldEvent[]): string {
  const parsed = parseText(text, 'binary');
  if (!parsed.ok) throw new Error(`${text}: ${JSON.stringify(parsed.refusals)}`);
  const question = {
    kind: 'binary',
    claim: parsed.claim,
    coverage: [{ source: 'icews18' }],
  } as ClaimQuestion;
  const eventsOf = (type: string): readonly WorldEvent[] => known.filter((each) => isWithin(each.type, type));
  return verdictText(glance(question, { ...evidence, eventsOf }).value);
}

function eventsByName(evidence: Evidence): ReadonlyMap<string, readonly WorldEvent[]> {
  const byName = new Map<string, WorldEvent[]>();
  for (const event of evidence.eventsOf('*')) {
    const named = [...event.participants, event.actor, event.target].filter((name) => name !== null);
    const sides = named.flatMap((name) => evidence.affiliationsOf(name).map(({ of }) => of));
    for (const name of new Set([...named, ...sides])) {
      const own = byName.get(name) ?? [];
      byName.set(name, own);
      own.push(event);
    }
  }
  return byName;
}
