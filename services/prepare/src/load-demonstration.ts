import { LogError } from '@casus/log';
import type { EventLog } from '@casus/log';
import { StartupError } from '@casus/platform';
import type { Texts } from '@casus/platform/accounts';
import { buildDemonstration } from '@casus/replay';

/**
 * Fills an empty log with the demonstration, or goes on with an import that broke off; any other log stays as it is.
 * @throws {StartupError} another history was being imported
 */
export async function loadDemonstration(log: EventLog, texts: Texts): Promise<void> {
  if ((await log.state()) === 'live' && !(await isEmpty(log))) return;
  const demonstration = await buildDemonstration(log.partitions);
  for (const text of demonstration.texts) await texts.restore(text);
  try {
    await log.importHistory(demonstration.history);
  } catch (error) {
    if (!(error instanceof LogError) || error.code !== 'import-mismatch') throw error;
    throw new StartupError(
      'The import of another history into this log was broken off: finish it, or use another data directory.',
    );
  }
}

/** Nothing but headers. */
async function isEmpty(log: EventLog): Promise<boolean> {
  const heads = [...(await log.heads('world')), ...(await log.heads('questions'))];
  return heads.every((head) => head <= 1);
}
