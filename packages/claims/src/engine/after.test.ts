import { expect, test } from 'vitest';
import { evaluate } from '../evaluate.ts';
import type { EventTerm } from '../language/terms.ts';
import type { EventDraft } from '../testing/evidence.ts';
import { evidenceOf } from '../testing/evidence.ts';

const where = [{ attribute: 'p', is: { var: 'v' } }] as const;
const follows: EventTerm = {
  op: 'after',
  event: { op: 'match', type: 'strike', where },
  earlier: { op: 'match', type: 'strike', where },
  moreThan: 0,
  atMost: 900,
};

test('a join of more pairs than the engine looks at stays undecided, and says so', () => {
  const events = Array.from({ length: 160 }, (_, index): EventDraft => ({
    type: 'strike',
    at: index,
    attributes: { p: [1] },
  }));
  const window = { op: 'between', from: 0, until: 1000, zone: 'UTC', offsets: [[0, 0]] } as const;
  const claim = { op: 'count', event: follows, window, by: 'event' } as const;
  const question = { kind: 'numeric', claim, coverage: [{ source: 'desk' }] } as const;
  const { verdict, certificate } = evaluate(question, evidenceOf({ events, through: 2000 }));
  expect(verdict).toMatchObject({ value: 'indeterminate', waitingFor: [] });
  expect(certificate.tooMany).toBe(true);
});
