import { assertAbsences } from './absences.ts';
import { assertDoubts } from './doubts.ts';
import { bundle as bundleShape } from './bundle.ts';
import type { Bundle } from './bundle.ts';
import { certificate as certificateShape } from './certificate.ts';
import type { Certificate } from './certificate.ts';
import { assertShown, conclude, knownValue } from './decide/prove.ts';
import type { Rebuilt } from './decide/prove.ts';
import { rebuiltEvents } from './events.ts';
import { definitionIn, verdictIn } from './question.ts';
import type { Definition } from './question.ts';
import { worldRecords } from './rebuild/records.ts';
import { agree, canonical, refuse, Refused } from './refusal.ts';

/** What a check came to: the steps that held, in words, and what the verdict was refused for. */
export interface Check {
  readonly value: string | null;
  readonly checked: readonly string[];
  /** Null: verified. */
  readonly refusal: string | null;
}

/** SHA-256 of a text, as hex. */
export type Hash = (text: string) => string;

/**
 * Checks a verdict from the records in its bundle and nothing else.
 *
 * What it proves of a decided verdict: the events that the certificate lists are what the given records tell; each
 * stretch of absence was read by every source of the question, as the coverage records say; and in every way in which
 * the basis can have been, whatever happened outside those stretches, the claim has the value said, decided when it
 * says. What it takes from the log being complete: that the records given are all there are of the reports and
 * registers named, and that within the stretches no other report is in scope than those listed. Of an undecided
 * verdict it proves that what is shown follows from the records, not that nothing decides it.
 */
export function verify(input: unknown, hash: Hash): Check {
  const checked: string[] = [];
  try {
    const parsed = bundleShape.safeParse(input);
    if (!parsed.success) return refuse(`no bundle: ${placeOf(parsed.error.issues[0])}`);
    return { value: verifyBundle(parsed.data, hash, checked), checked, refusal: null };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { value: null, checked, refusal: error.message };
  }
}

function placeOf(
  issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
): string {
  return issue === undefined ? 'unreadable' : `${issue.path.map(String).join('.')}: ${issue.message}`;
}

function verifyBundle(bundle: Bundle, hash: Hash, checked: string[]): string {
  const { questionId } = bundle;
  const definition = definitionIn(questionId, bundle.definition);
  checked.push(`the definition of ${questionId} is made by ${counted(bundle.definition.length, 'record')}`);
  const verdict = verdictIn(bundle.verdict, questionId, definition);
  const { asked, coverage } = definition;
  const plainCoverage = coverage.map(({ source, types }) => ({ source, types }));
  agree(
    'the hash of what was asked',
    verdict.data.askedHash,
    hash(canonical({ ...asked, coverage: plainCoverage })),
  );
  const certificate = certificateOf(bundle.certificate, verdict.data, hash);
  checked.push(`the verdict names the certificate by its hash ${verdict.data.certificateHash.slice(0, 12)}…`);
  const records = worldRecords(bundle.records);
  assertNamed(certificate, bundle);
  for (const { offset, logTime, id } of records) {
    if (offset >= certificate.cut || logTime > certificate.logTime)
      refuse(`record ${id} comes after the verdict's cut`);
  }
  const rebuilt = rebuiltEvents(definition.asked, certificate, records);
  checked.push(`${counted(rebuilt.facts.length, 'event')} rebuilt from ${counted(records.length, 'record')}`);
  assertAbsences(definition.asked, definition.coverage, certificate, records);
  if (certificate.absences.length > 0) {
    checked.push(
      `${counted(certificate.absences.length, 'stretch', 'stretches')} of absence closed by coverage`,
    );
  }
  assertShown(definition.asked, certificate, rebuilt);
  checked.push('the arithmetic and the spells shown follow from the events');
  assertDoubts(certificate, rebuilt);
  agree('the number of doubts', verdict.data.verdict.doubts, certificate.doubts.length);
  return valueOf(bundle, { definition, certificate, rebuilt, given: verdict.data.verdict, hash }, checked);
}

type Given = ReturnType<typeof verdictIn>['data'];

function certificateOf(json: unknown, given: Given, hash: Hash): Certificate {
  agree('the hash of the certificate', given.certificateHash, hash(canonical(json)));
  if (given.certificate !== undefined) agree('the certificate in the verdict', given.certificate, json);
  const parsed = certificateShape.safeParse(json);
  if (!parsed.success) return refuse(`no certificate: ${placeOf(parsed.error.issues[0])}`);
  agree('the cut', parsed.data.cut, given.worldOffset);
  agree('the engine', parsed.data.engine, given.engineVersion);
  return parsed.data;
}

/** Every record that a certificate names is given, under its offset. */
function assertNamed({ events, absences }: Certificate, { records }: Bundle): void {
  const given = new Map(records.map(({ id, position }) => [id, position.offset]));
  const named = [
    ...events.flatMap(({ reports }) => reports),
    ...absences.flatMap(({ coverage }) => coverage),
  ];
  for (const { recordId, offset } of named) {
    if (given.get(recordId) !== offset) refuse(`record ${recordId} at ${offset} is not given`);
  }
}

interface Verdict {
  readonly definition: Definition;
  readonly certificate: Certificate;
  readonly rebuilt: Rebuilt;
  readonly given: Given['verdict'];
  readonly hash: Hash;
}

function valueOf(bundle: Bundle, verdict: Verdict, checked: string[]): string {
  const { definition, certificate, rebuilt, given } = verdict;
  const said = textOf(given.value);
  if (said === 'open' || said === 'indeterminate') {
    assertUndecided(definition, verdict);
    checked.push('it is undecided: what decides it is not among these records, as far as they show');
    return said;
  }
  agree('the value as known', textOf(given.asKnown), said);
  agree('what a decided verdict waits for', given.waitingFor, []);
  const { value, decidedAt } = conclude(definition.asked, certificate, rebuilt);
  agree('the value', said, value);
  checked.push(`in each of ${counted(certificate.cases.length, 'case')} the claim comes to ${value}`);
  const due = Math.min(decidedAt, Math.floor(certificate.logTime / 1000));
  if (given.decidedAt !== due) assertSaidBefore(bundle, verdict, due);
  checked.push(`decided ${new Date((given.decidedAt ?? 0) * 1000).toISOString()}`);
  return value;
}

function textOf(value: Given['verdict']['value']): string {
  if (typeof value === 'string') return value;
  if ('option' in value) return JSON.stringify(value.option);
  return 'date' in value ? value.date : String(value.number);
}

function assertUndecided({ asked, coverage }: Definition, { certificate, rebuilt, given }: Verdict): void {
  const { basis, cases, absences } = certificate;
  if (given.decidedAt !== null) refuse('an undecided verdict has no date');
  if (basis.length + cases.length + absences.length > 0) refuse('an undecided verdict rests on nothing');
  for (const { source } of given.waitingFor) {
    if (!coverage.some((each) => each.source === source)) refuse(`${source} is no source of the question`);
  }
  const known = knownValue(asked, rebuilt);
  if (known !== null) agree('the value as known', textOf(given.asKnown), known);
}

/** A value that stands without a break is decided no later than it was first said. */
function assertSaidBefore(bundle: Bundle, { definition, given, hash }: Verdict, due: number): void {
  const at = given.decidedAt ?? Infinity;
  if (bundle.since === null || at > due) return refuse(`decided at ${at}, not at ${due}`);
  const first = verdictIn(bundle.since.verdict, bundle.questionId, definition);
  const certificate = certificateOf(bundle.since.certificate, first.data, hash);
  if (first.offset >= bundle.verdict.position.offset) refuse('what was said before comes after');
  agree('the value that was said before', textOf(first.data.verdict.value), textOf(given.value));
  if (at !== first.data.verdict.decidedAt && at !== Math.floor(certificate.logTime / 1000)) {
    refuse(`decided at ${at}, but first said for ${first.data.verdict.decidedAt}`);
  }
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
