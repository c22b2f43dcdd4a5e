import type { Principal } from '@casus/platform/accounts';
import { Problem } from '@casus/platform/http';

/** A source's key speaks for that source, a curator's for all. */
export function speaksFor({ role, sourceId }: Principal, source: string): boolean {
  return role !== 'source' || sourceId === source;
}

/** @throws {Problem} `forbidden` */
export function assertSpeaksFor(principal: Principal, source: string): void {
  if (speaksFor(principal, source)) return;
  throw new Problem('forbidden', `The key speaks for the source ${principal.sourceId}, not for ${source}.`);
}
