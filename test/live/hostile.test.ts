import { expect, test } from 'vitest';
import { compileClaim, glance } from '@casus/claims';
import { LiveClaims } from '@casus/claims/live';
import { attack } from '../bench/claims-hostile/attack.ts';
import { hostileDraft, hostilities, hotWorld } from '../bench/claims-hostile/drafts.ts';
import { seededRandom } from '../faults/random.ts';
import { diceOf } from '../prove/dice.ts';
import { ChangingWorld } from './changing-world.ts';

test('hostile claims are refused or bounded, and those that are neither are evaluated', () => {
  const dice = diceOf(seededRandom(5));
  const found = attack(dice, [hotWorld(dice, 2000)], 96);
  expect(found.refused + found.tooMany + found.bounded + found.evaluated).toBe(96);
  expect(Math.min(found.refused, found.tooMany, found.evaluated)).toBeGreaterThan(0);
}, 240_000);

test('what costs too much to be evaluated is said to by live claims as well', () => {
  const dice = diceOf(seededRandom(6));
  const world = new ChangingWorld();
  const live = new LiveClaims(world.surroundings);
  for (const event of hotWorld(dice, 1200)) world.put(live, event);
  const values = new Set<unknown>();
  for (let index = 0; index < 48; index += 1) {
    const compiled = compileClaim(hostileDraft(dice, hostilities[index % hostilities.length] ?? 'hot'));
    if (!compiled.ok) continue;
    const question = { kind: 'binary', claim: compiled.claim, coverage: [{ source: 'wire' }] } as const;
    const claim = live.open(`h${index}`, question);
    const { value, asKnown } = glance(question, world.evidence());
    expect([claim.value, claim.asKnown]).toEqual([value, asKnown]);
    values.add(value);
  }
  expect(values).toContain('indeterminate');
}, 240_000);
