import type { Clock } from '@casus/platform';
import { roles } from '@casus/platform/accounts';
import type { Keys, Role } from '@casus/platform/accounts';

const yearMs = 365 * 86_400_000;

/** Whose reports the first key of the role `source` files. */
const firstSource = 'press';

export interface FirstKey {
  readonly role: Role;
  /** Shown once; only its hash is stored. */
  readonly secret: string;
}

/** A key for each role, made when there is no key yet; none later on. */
export async function firstKeys(keys: Keys, clock: Clock): Promise<readonly FirstKey[]> {
  if ((await keys.list()).length > 0) return [];
  const issued: FirstKey[] = [];
  for (const role of roles) {
    const { secret } = await keys.issue({
      role,
      ...(role === 'source' && { sourceId: firstSource }),
      label: `first ${role}`,
      expiresAt: clock() + yearMs,
    });
    issued.push({ role, secret });
  }
  return issued;
}
