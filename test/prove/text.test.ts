import { compileAsked } from '@casus/claims/language';
import { askedDraft, parseText, printAsked } from '@casus/claims/text';
import { expect, test, vi } from 'vitest';
import { caseOf } from './prove.ts';

vi.setConfig({ testTimeout: 120_000 });

const seed = 4_000_000;
const cases = 500;

/** A random claim with the offsets that its zone has. */
function withoutOffsets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutOffsets);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([name]) => name !== 'offsets');
  return Object.fromEntries(fields.map(([name, each]) => [name, withoutOffsets(each)]));
}

test(`random claims survive being printed and parsed (${cases} cases from seed ${seed})`, () => {
  for (let index = 0; index < cases; index += 1) {
    const { kind, claim } = caseOf(seed + index).question;
    const compiled = compileAsked(askedDraft(kind, withoutOffsets(claim)));
    if (!compiled.ok) throw new Error(`case ${seed + index}: ${JSON.stringify(compiled.refusals)}`);
    const text = printAsked(compiled.claim);
    expect(parseText(text, kind)).toMatchObject({ ok: true, kind, claim: compiled.claim });
  }
});
