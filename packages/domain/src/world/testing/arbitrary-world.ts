import fc from 'fast-check';
import type { ReportContentInput } from '../../records/reports.ts';
import type { Draft } from './world-draft.ts';
import { idOf, linked, overridden, report, retracted, ruled, unlinked } from './world-draft.ts';

/** Few names, so that reports meet: at most eight reports of four sources, on three days. */
const names = [
  'press#1',
  'press#2',
  'press#3',
  'kremlin#1',
  'kremlin#2',
  'white-house#1',
  'white-house#2',
  'eu-council#1',
];

const aName = fc.constantFrom(...names);
const aStamp = fc
  .record({ day: fc.integer({ min: 5, max: 12 }), minute: fc.integer({ min: 0, max: 1439 }) })
  .map(({ day, minute }) => new Date(Date.UTC(2025, 7, day, 0, minute)).toISOString());

type Parties = Pick<ReportContentInput, 'type' | 'participants' | 'actor' | 'target'>;

const parties: fc.Arbitrary<Parties> = fc.constantFrom<Parties[]>(
  { type: 'meeting.held', participants: ['USA', 'RUS'] },
  { type: 'meeting.held', participants: ['RUS', 'Donald Trump'] },
  { type: 'meeting.held', actor: 'RUS', target: 'USA' },
  { type: 'meeting.proposed', participants: ['USA', 'RUS'] },
  { type: 'sanction.imposed', actor: 'USA', target: 'RUS' },
  { type: 'comet.sighted', actor: 'USA', target: 'RUS' },
);

const occurred = fc.constantFrom(
  { from: '2025-08-05', precision: 'day' as const },
  { from: '2025-08-06', precision: 'day' as const },
  { from: '2025-08-06T10:00:00Z', precision: 'hour' as const },
  { from: '2025-08-06T14:30:00Z', precision: 'minute' as const },
  { from: '2025-08', precision: 'month' as const },
);

const attributes = fc.record(
  { place: fc.constantFrom('Moscow', 'Riyadh'), programme: fc.constantFrom('A', 'B'), of: aName.map(idOf) },
  { requiredKeys: [] },
);

const content = fc
  .record({
    parties,
    occurred,
    attributes,
    stance: fc.constantFrom('asserts' as const, 'asserts' as const, 'denies' as const),
  })
  .map(({ parties: who, ...rest }) => ({ ...who, ...rest }));

/** The revisions of one report, in order. */
const revisions = (name: string): fc.Arbitrary<readonly Draft[]> =>
  fc
    .array(fc.record({ at: aStamp, content: fc.option(content, { freq: 4 }) }), {
      minLength: 1,
      maxLength: 3,
    })
    .map((all) =>
      all.map(({ at, content: said }, revision) =>
        said === null ? retracted(name, at, revision) : report(name, at, said, revision),
      ),
    );

/** What curators do, in order, each at a time of its own. */
const words: fc.Arbitrary<readonly Draft[]> = fc
  .array(
    fc.oneof(
      fc.tuple(aName, aName).map(
        ([a, b]) =>
          (at: string) =>
            linked(at, a, b),
      ),
      aName.map((name) => (at: string) => unlinked(at, name)),
      fc.tuple(aName, fc.constantFrom('happened' as const, 'did-not-happen' as const, 'open' as const)).map(
        ([name, ruling]) =>
          (at: string) =>
            ruled(at, name, ruling),
      ),
      fc.tuple(aName, fc.constantFrom('retracted' as const, 'lifted' as const)).map(
        ([name, state]) =>
          (at: string) =>
            overridden(name, at, { state }),
      ),
    ),
    { maxLength: 5 },
  )
  .map((makers) => makers.map((make, index) => make(new Date(Date.UTC(2025, 7, 13, index)).toISOString())));

/** Streams of records that each keep their order, whatever the order between them. */
export const arbitraryStreams: fc.Arbitrary<readonly (readonly Draft[])[]> = fc
  .record({ chosen: fc.subarray(names, { minLength: 1 }), words })
  .chain(({ chosen, words: curators }) =>
    fc.tuple(...chosen.map(revisions)).map((reports) => [...reports, curators]),
  );

/** The streams in one order; `picks` says which of those left goes on. */
export function interleaved(
  streams: readonly (readonly Draft[])[],
  picks: readonly number[],
): readonly Draft[] {
  const left = streams.map((stream) => [...stream]);
  const merged: Draft[] = [];
  for (let step = 0; left.some((stream) => stream.length > 0); step += 1) {
    const open = left.filter((stream) => stream.length > 0);
    const next = open[(picks[step] ?? 0) % open.length]?.shift();
    if (next !== undefined) merged.push(next);
  }
  return merged;
}

export const arbitraryPicks = fc.array(fc.nat(20), { minLength: 30, maxLength: 30 });
