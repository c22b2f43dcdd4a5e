import { expect, test } from 'vitest';
import { sanctionsClaim, summitClaim, trilateralClaim } from '../corpus/demonstration.ts';
import type { Evaluation } from '../evaluate.ts';
import { evaluate, gist } from '../evaluate.ts';
import { compileClaim } from '../language/compile-claim.ts';
import { knownAt, sources } from '../testing/talks-2025.ts';
import { certificateSchema } from './schema.ts';

const coverage = sources.map((source) => ({ source }));
const window = { sanctions: 'eo14024', talks: 'top', mode: 'window', cancellation: 'named' } as const;

function evaluated(draft: object, instant: string): Evaluation {
  const compiled = compileClaim(draft);
  if (!compiled.ok) throw new Error('refused');
  return evaluate({ kind: 'binary', claim: compiled.claim, coverage }, knownAt(instant));
}

test('a certificate survives JSON', () => {
  for (const draft of [sanctionsClaim(window), summitClaim, trilateralClaim]) {
    for (const instant of ['2025-08-07T12:00:00Z', '2025-10-28T12:00:00Z']) {
      const { certificate } = evaluated(draft, instant);
      expect(certificateSchema.parse(JSON.parse(JSON.stringify(certificate)))).toEqual(certificate);
    }
  }
});

test('a no within talks names the sanctions, what held the talks open, and the arithmetic', () => {
  const { certificate } = evaluated(sanctionsClaim(window), '2025-10-28T12:00:00Z');
  const [threshold] = certificate.thresholds;
  expect(threshold).toMatchObject({ measure: 'count', low: 1, is: '=', bound: 0, holds: false });
  expect(threshold?.witnesses).toEqual(['ut-043']);
  const spell = certificate.spells.find(({ openings }) => openings.includes('ut-039'));
  expect(spell?.openings).toEqual(expect.arrayContaining(['ut-039', 'ut-040']));
  expect(certificate.events.map(({ id }) => id)).toEqual(expect.arrayContaining(['ut-043', 'ut-039']));
});

test('an event that needs no absence cites none', () => {
  const within = evaluated(sanctionsClaim(window), '2025-10-28T12:00:00Z');
  expect(within.certificate.absences.length).toBeGreaterThan(0);
  const plain = evaluated(
    {
      op: 'compare',
      measure: {
        op: 'count',
        event: { op: 'match', type: 'meeting.held', participants: ['Donald Trump', 'Vladimir Putin'] },
        window: { op: 'between', from: '2025-08-01', until: '2025-09-01', zone: 'UTC' },
        by: 'event',
      },
      is: '>=',
      value: 1,
    },
    '2025-10-28T12:00:00Z',
  );
  expect(plain.certificate.absences).toEqual([]);
});

test('an absence names each source with the record that closes it', () => {
  const { certificate } = evaluated(trilateralClaim, '2025-09-01T12:00:00Z');
  const [absence] = certificate.absences;
  expect(absence?.types).toEqual(['meeting.held']);
  expect(absence?.coverage.map(({ source }) => source)).toEqual(sources);
  expect(absence?.coverage.map(({ recordId }) => recordId)).toContain('caught-up-press');
});

test('the gist changes with the value and stays with what is merely open', () => {
  const open = gist(evaluated(trilateralClaim, '2025-08-20T12:00:00Z'));
  expect(gist(evaluated(trilateralClaim, '2025-08-21T12:00:00Z'))).toBe(open);
  expect(gist(evaluated(trilateralClaim, '2025-09-01T12:00:00Z'))).not.toBe(open);
});
