import { expect, test } from 'vitest';
import { anonymous, mayAct } from './principal.ts';
import type { Role } from './principal.ts';

const who = (role: Role) => ({ ...anonymous, role });

test.each<[held: Role, needed: readonly Role[], allowed: boolean]>([
  ['reader', ['reader'], true],
  ['reader', ['forecaster'], false],
  ['curator', ['forecaster'], true],
  ['forecaster', ['curator'], false],
  ['admin', ['curator'], true],
  ['source', ['reader'], false],
  ['source', ['source'], true],
  ['admin', ['source'], false],
  ['curator', ['source', 'curator'], true],
  ['source', ['source', 'curator'], true],
])('a %s where %j is needed: %s', (held, needed, allowed) => {
  expect(mayAct(who(held), needed)).toBe(allowed);
});
