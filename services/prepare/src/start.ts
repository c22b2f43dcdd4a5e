import type { EventLog } from '@casus/log';
import type { Texts } from '@casus/platform/accounts';
import { loadDemonstration } from './load-demonstration.ts';
import { registerStart } from './register-start.ts';

export interface PrepareContext {
  readonly log: EventLog;
  readonly texts: Texts;
  /** Begins a new log with the demonstration, else with the registers alone. */
  readonly demonstration: boolean;
}

/**
 * Gives a new log what it begins with; one that has begun stays as it is.
 * @throws {StartupError} another history was being imported
 */
export async function start({ log, texts, demonstration }: PrepareContext): Promise<void> {
  await (demonstration ? loadDemonstration(log, texts) : registerStart(log));
}
