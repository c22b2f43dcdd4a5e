import { freshDatabase } from '@casus/testing';
import { describeLog } from '../contract/contract.ts';
import { postgresLog } from './postgres-log.ts';

describeLog('Postgres', async (partitions) => {
  const database = await freshDatabase();
  const log = await postgresLog({ partitions, connectionString: database.url });
  return {
    log,
    reopen: (counts) => postgresLog({ partitions: counts, connectionString: database.url }),
    async [Symbol.asyncDispose]() {
      await log[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
});
