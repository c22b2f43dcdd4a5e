import { z } from 'zod';
import { loggedRecord } from './rebuild/records.ts';

/** A verdict with all that is needed to check it, and nothing else. */
export const bundle = z.strictObject({
  format: z.literal('casus-verdict-bundle-1'),
  questionId: z.string(),
  /** Records of `questions` that made the definition: opened, amended, a source retired. */
  definition: z.array(loggedRecord).min(1),
  /** The record of `questions` that gave the verdict. */
  verdict: loggedRecord,
  certificate: z.unknown(),
  /** Of a value that had been said before without a break: the verdict that said it first. */
  since: z.strictObject({ verdict: loggedRecord, certificate: z.unknown() }).nullable(),
  /**
   * Records of `world`: what the certificate names, all that was said of the reports named, and the entries of the
   * registers that they were read by.
   */
  records: z.array(loggedRecord),
});

export type Bundle = z.infer<typeof bundle>;
