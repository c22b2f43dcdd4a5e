/**
 * A process for crash tests: imports the history in a file, prints `done` and ends.
 * Arguments: connection string, file.
 */
import { readFileSync } from 'node:fs';
import type { History } from '../../port.ts';
import { postgresLog } from '../postgres-log.ts';

const [, , connectionString = '', file = ''] = process.argv;
const history = JSON.parse(readFileSync(file, 'utf8')) as History;
await using log = await postgresLog({ partitions: history.partitions, connectionString });
process.stdout.write('started\n');
await log.importHistory(history);
process.stdout.write('done\n');
