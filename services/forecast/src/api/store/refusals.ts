import type { RefusalRow } from '@casus/domain/questions';
import type { Database } from '@casus/projection';

/** Why the fold refused a command, by the id of its record. */
export async function refusalOf(db: Database, recordId: string): Promise<RefusalRow | undefined> {
  const { rows } = await db.query<{ refusal: RefusalRow }>(
    'select data as refusal from read.refusals where key = $1',
    [recordId],
  );
  return rows[0]?.refusal;
}
