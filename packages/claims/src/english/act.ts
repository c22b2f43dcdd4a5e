import type { Names } from './words.ts';
import { listed, usualNames, wordingOf } from './words.ts';

/** Who did it, as events and reports have it. */
export interface Act {
  readonly type: string;
  readonly participants?: readonly string[] | undefined;
  readonly actor?: string | null | undefined;
  readonly target?: string | null | undefined;
}

/** `the United States imposed sanctions on Russia`. */
export function actText({ type, participants = [], actor, target }: Act, names: Names = usualNames): string {
  const { did, to } = wordingOf(type);
  if (participants.length > 0) return `${listed(participants.map(names.actor))} ${did}`;
  const doer = typeof actor === 'string' ? names.actor(actor) : 'somebody';
  return typeof target === 'string' && to !== undefined
    ? `${doer} ${did} ${to} ${names.actor(target)}`
    : `${doer} ${did}`;
}
