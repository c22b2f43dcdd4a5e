import { readLoad } from '../faults/embedded/rows.ts';
import { compareReplays } from './claims-icews/compare.ts';
import { takenReports } from './claims-icews/courses.ts';

const mostRows = 400_000;
const mostClaims = 12_000;

/**
 * Claims about the dyads of ICEWS 2018, January to June (or of made-up rows, where it is not there), replayed in log
 * order, shuffled with stamps kept, and with 10 % late, 2 % duplicated, 1 % retracted and 1 % corrected reports. Fails
 * where final verdicts differ among the three or from the evaluation from nothing; prints counts by value.
 * `--rows N --claims N --seed S`
 */
export async function run(args: string[]): Promise<void> {
  const [rows, claims, seed] = [
    numberAfter(args, '--rows') ?? mostRows,
    numberAfter(args, '--claims') ?? mostClaims,
    numberAfter(args, '--seed') ?? 1,
  ];
  const load = await readLoad(rows);
  process.stdout.write(`${load.from}, seed ${seed}\n`);
  const reports = takenReports(load.reports);
  const found = compareReplays(reports, claims, seed);
  for (const each of found.runs) process.stdout.write(`${JSON.stringify(each)}\n`);
  for (const each of found.differing.slice(0, 10)) process.stdout.write(`${each}\n`);
  process.stdout.write(
    `${JSON.stringify({
      name: 'claims-icews',
      reports: reports.length,
      events: found.events,
      claims: found.claims,
      byValue: found.byValue,
      different: found.differing.length,
    })}\n`,
  );
  if (found.differing.length > 0) throw new Error(`${found.differing.length} verdicts differ`);
}

function numberAfter(words: readonly string[], name: string): number | null {
  const value = Number(words[words.indexOf(name) + 1]);
  return words.includes(name) && Number.isInteger(value) && value >= 0 ? value : null;
}
