/** What a key may do. Each role may do what those before it may; `source` stands aside and only files reports. */
const ranks = ['reader', 'forecaster', 'curator', 'admin'] as const;

export const roles = [...ranks, 'source'] as const;

export type Role = (typeof roles)[number];

/** Who is asking. */
export type Principal = {
  /** Pseudonymous UUID: the only name of a person that goes into records. */
  readonly id: string;
  readonly role: Role;
  /** The source whose reports the key files; set for the role `source` only. */
  readonly sourceId: string | undefined;
};

/** Who asks without a key, where that is allowed. */
export const anonymous: Principal = {
  id: '00000000-0000-0000-0000-000000000000',
  role: 'reader',
  sourceId: undefined,
};

/** Whether the principal has one of the roles, or ranks above one of them. */
export function mayAct(principal: Principal, allowed: readonly Role[]): boolean {
  return allowed.some((role) => reaches(principal.role, role));
}

function reaches(held: Role, needed: Role): boolean {
  if (held === 'source' || needed === 'source') return held === needed;
  return ranks.indexOf(held) >= ranks.indexOf(needed);
}
