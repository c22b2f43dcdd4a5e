import { anonymous, mayAct } from '../accounts/principal.ts';
import type { Principal } from '../accounts/principal.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';

/** Finds who holds a key; undefined when it is unknown, expired or revoked. */
export type KeyLookup = (key: string) => Promise<Principal | undefined>;

/**
 * Who asks, if the route lets them.
 * @throws {Problem} `unauthenticated`, `forbidden`
 */
export async function authenticate(
  authorization: string | undefined,
  allow: Route['allow'],
  lookUp: KeyLookup,
): Promise<Principal> {
  if (allow === 'everyone') return anonymous;
  const principal = await lookUp(bearerKey(authorization));
  if (!principal)
    throw unauthenticated('The API key is unknown, expired or revoked.', 'error="invalid_token"');
  if (mayAct(principal, allow)) return principal;
  throw new Problem(
    'forbidden',
    `This needs the role ${allow.join(' or ')}; the key has the role ${principal.role}.`,
  );
}

function bearerKey(authorization: string | undefined): string {
  const [, key] = /^Bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
  if (key === undefined) throw unauthenticated('Send an API key in the header "Authorization: Bearer KEY".');
  return key;
}

function unauthenticated(detail: string, challenge = ''): Problem {
  return new Problem('unauthenticated', detail, {
    headers: { 'www-authenticate': `Bearer realm="casus"${challenge && `, ${challenge}`}` },
  });
}
