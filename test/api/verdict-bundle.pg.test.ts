import { createHash } from 'node:crypto';
import { verify } from '@casus/checker';
import { canonicalJson } from '@casus/domain/canonical-json';
import { verdictIdOf } from '@casus/domain/identity';
import { demonstrationQuestions } from '@casus/replay';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alterationsOf } from '../checker/alterations.ts';
import type { ApiUnderTest } from './testing/api-under-test.ts';
import { onDemonstration } from './testing/demonstration.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await onDemonstration();
}, 300_000);
afterAll(async () => api[Symbol.asyncDispose]());

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

type Bundle = Awaited<ReturnType<ApiUnderTest['get']>>['body'];

async function bundleOf(questionId: string, verdict?: number): Promise<Bundle> {
  const query = verdict === undefined ? '' : `?verdict=${verdict}`;
  return (await api.get(`/v1/questions/${questionId}/verdict/bundle${query}`)).body;
}

test(
  'every verdict of the demonstration is verified from its bundle alone',
  { timeout: 300_000 },
  async () => {
    const refused: string[] = [];
    const values: (string | null)[] = [];
    for (const { id } of demonstrationQuestions) {
      const { body } = await api.get(`/v1/questions/${id}/verdicts`);
      for (const index of (body.items as unknown[]).keys()) {
        const { value, refusal } = verify(await bundleOf(id, index + 1), sha256);
        if (refusal !== null) refused.push(`${id}, verdict ${index + 1}: ${refusal}`);
        values.push(value);
      }
    }
    expect(refused).toEqual([]);
    expect(values.length).toBeGreaterThan(60);
    expect(new Set(values)).toEqual(new Set(['open', 'true', 'false', '5']));
  },
);

/** What may be another without a difference to what the verdict says, by the beginning of its place, and why. */
const irrelevant: readonly (readonly [place: string, why: string])[] = [
  ['/certificate/cells', 'how much was looked at, not what was found'],
  ['/certificate/enumerated', 'how much was looked at, not what was found'],
  ['/certificate/minimal', 'that less would do as well takes nothing from what is proven'],
  ['/certificate/logTime', 'within the bounds that the records and the date of the decision set'],
  ['/certificate/nullActors', 'a count of what no pattern can match'],
  ['/certificate/unclassified', 'a count of what is of no type'],
  ['/certificate/unreadable', 'bears on absence alone, of which this verdict has none'],
  ['/definition/*/data/by', 'who asked'],
  ['/definition/*/data/definition/afterSettle', 'what becomes of a verdict later'],
  ['/definition/*/data/definition/aggregate', 'how predictions are pooled'],
  ['/definition/*/data/definition/closesAt', 'until when predictions are taken'],
  ['/definition/*/data/definition/opensAt', 'from when on predictions are taken'],
  ['/definition/*/data/definition/settle', 'when a verdict settles'],
  ['/definition/*/data/definition/tags', 'how it is found'],
  ['/definition/*/data/definition/title', 'words for people: the claim decides'],
  ['/definition/*/data/definition/unconfirmed', 'how possible events count at settling'],
  ['/definition/*/id', 'a name that nothing else is made from'],
  ['/definition/*/logTime', 'when it was asked'],
  ['/definition/*/position/partition', 'which partition its stream is in'],
  ['/records/*/data/actor', 'the register entry of somebody who takes no part'],
  ['/records/*/data/affiliations', 'an office outside the time of the events, or that nobody asks for'],
  ['/records/*/data/aliases', 'other names of an actor'],
  ['/records/*/data/attributes', 'attributes of a type that no report here gives'],
  ['/records/*/data/codes', 'codes of other schemes'],
  ['/records/*/data/content/attributes', 'attributes that the type does not have: they are as if absent'],
  ['/records/*/data/content/participants', 'somebody named twice is one'],
  ['/records/*/data/content/publishedAt', 'when the source said it'],
  ['/records/*/data/from', 'reading outside the stretch that it closes'],
  ['/records/*/data/linkAttributes', 'parts of a key by which no two reports here are told apart or joined'],
  ['/records/*/data/official', 'whom a source speaks for, where its word is not needed for the quorum'],
  ['/records/*/data/owner', 'whose a source is, where one owner is a quorum'],
  ['/records/*/data/quorum', 'fewer than there are owners'],
  ['/records/*/data/source', 'the register entry of a source that says nothing here'],
  ['/records/*/data/through', 'reading outside the stretch that it closes'],
  ['/records/*/data/title', 'words for people'],
  ['/records/*/data/types', 'reading of types beside'],
  ['/records/*/data/zone', 'the zone of a source whose reports name their own, or give none'],
  ['/records/*/id', 'a register entry, by a name that nothing else is made from'],
  ['/records/*/key', 'the key of a register entry'],
  ['/records/*/logTime', 'within the order of the records and the second that bounds an event'],
  ['/records/*/position/offset', 'within the order of the records'],
  ['/verdict/data/certificate', 'a copy of the certificate may be left out: its hash stays'],
  ['/verdict/logTime', 'when it was said'],
  ['/verdict/position', 'where it stands, after its definition'],
];

/** Register entries may be missing that nothing needs. */
const dispensable = '/records/*';

type Given = Parameters<typeof verdictIdOf>[0] & {
  readonly verdict: unknown;
  readonly certificateHash: string;
};

/** With the hash and the id that a forger would write anew. */
function rehashed(forged: unknown, path: string): unknown {
  const isCertificate = path.startsWith('/certificate/');
  if (!isCertificate && !path.startsWith('/verdict/data/verdict')) return forged;
  const bundle = forged as Bundle & { verdict: { data: Given }; certificate: unknown };
  const { certificate } = bundle;
  const given = { ...bundle.verdict.data, kind: 'given' } as const;
  const certificateHash = isCertificate ? sha256(canonicalJson(certificate)) : given.certificateHash;
  const data = { ...bundle.verdict.data, certificate, certificateHash };
  const id = verdictIdOf({ ...given, said: canonicalJson([given.verdict, certificateHash]) });
  return { ...bundle, verdict: { ...bundle.verdict, id, data } };
}

test.each(['q2-ceasefire-before-deadline', 'q4-summit-within-30-days'])(
  'a bundle of %s with any field altered is refused, or the field tells nothing',
  { timeout: 600_000 },
  async (questionId) => {
    const bundle = await bundleOf(questionId);
    const { value } = verify(bundle, sha256);
    const accepted = new Set<string>();
    const values = new Set([value]);
    let count = 0;
    for (const { path, altered } of alterationsOf(bundle)) {
      count += 1;
      const check = verify(rehashed(altered, path), sha256);
      if (check.refusal !== null) continue;
      accepted.add(path.replaceAll(/\/\d+/gu, '/*'));
      values.add(check.value);
    }
    const unexplained = [...accepted].filter(
      (path) => path !== dispensable && !irrelevant.some(([place]) => path.startsWith(place)),
    );
    expect(unexplained).toEqual([]);
    expect([...values]).toEqual([value]);
    expect(count).toBeGreaterThan(1000);
  },
);
