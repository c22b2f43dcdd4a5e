import { startProjector } from '@casus/projection';
import { counting, countedAt } from './counting.ts';
import { generatedLog } from './generated-log.ts';
import { quietPool } from './measures.ts';

/*
 * `memory URL RECORDS`: folds a log of so many records from zero in a process of its own, and prints the most memory
 * that it held, in MiB.
 */
const [url = '', records = '0'] = process.argv.slice(2);
const pool = quietPool(url);
{
  const log = generatedLog(Number(records), countedAt);
  await using projector = await startProjector({
    pool,
    log,
    projections: [counting],
    clock: Date.now,
    owner: 'bench',
  });
  await Promise.race([projector.caughtUp, projector.failed]);
}
process.stdout.write(`${process.resourceUsage().maxRSS / 1_024}\n`);
await pool.query('drop schema g1 cascade; drop schema read cascade; drop schema projection cascade');
await pool.end();
