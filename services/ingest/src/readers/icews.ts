import { normaliseActor } from '@casus/domain/intake';
import type { Register, ReportInput } from '@casus/domain/intake';
import { z } from 'zod';

const actor = z.string().min(1).max(200).nullable();

/** One coded event of ICEWS, as a line of JSON has it; other fields are left. Days are in UTC. */
export const icewsRow = z.object({
  /** Names the row in its file for good: the report's `ref`. */
  id: z.string().min(1).max(500),
  /** A registered source. */
  source: z.string().min(1).max(200),
  occurred_on: z.iso.date(),
  cameo_code: z.string().regex(/^\d{2,4}$/, 'a CAMEO code such as 163'),
  source_actor: actor,
  target_actor: actor,
  /** The name of the code, which the code says already. */
  event_text: z.string().optional(),
});

export type IcewsRow = z.infer<typeof icewsRow>;

/**
 * The report that a row makes, with the code's meaning as it stands: a row that is coded wrongly is overridden by a
 * curator, not mended here. A code of a symmetric type names participants, so that both rows of a meeting that is
 * coded from each side make one event; a meeting with one known participant is none, and is kept as unclassified.
 * An actor that nobody knows stays null.
 */
export function readIcewsRow(row: IcewsRow, register: Register): ReportInput {
  const report = {
    source: row.source,
    ref: row.id,
    stance: 'asserts',
    occurred: { from: row.occurred_on, precision: 'day', zone: 'UTC' },
    attributes: {},
  } as const;
  const code = { scheme: 'CAMEO', code: row.cameo_code };
  const parties = { actor: row.source_actor, target: row.target_actor };
  if (!isSymmetric(row, register)) return { ...report, code, ...parties };
  const participants = participantsOf(row, register);
  return participants
    ? { ...report, code, participants }
    : { ...report, type: `cameo.${row.cameo_code}`, ...parties };
}

function isSymmetric({ cameo_code }: IcewsRow, register: Register): boolean {
  const type = register.typeOfCode('CAMEO', cameo_code);
  return type !== undefined && register.type(type)?.symmetric === true;
}

/** Two different actors; undefined when one is not known, or meets itself under two names. */
function participantsOf({ source_actor, target_actor }: IcewsRow, register: Register): string[] | undefined {
  if (source_actor === null || target_actor === null) return undefined;
  const [a, b] = [source_actor, target_actor].map((name) => normaliseActor(register, name));
  return a === b ? undefined : [source_actor, target_actor];
}
