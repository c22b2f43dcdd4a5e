import { readOccurred } from '../dates/occurred.ts';
import { isZone } from '../dates/zone.ts';
import { reportIdOf } from '../identity.ts';
import type { TypeRegistered } from '../records/registers.ts';
import type { ReportContent } from '../records/reports.ts';
import type { TextReference } from '../records/shapes.ts';
import { prepareAttribute } from './prepare-attribute.ts';
import type { ReportProblem } from './prepare-attribute.ts';
import type { Register } from './register.ts';
import { normaliseActor } from './register.ts';
import type { ReportInput } from './report-input.ts';

export type PreparedReport =
  | { readonly ok: true; readonly reportId: string; readonly content: ReportContent }
  | { readonly ok: false; readonly problems: readonly ReportProblem[] };

/**
 * The content that a posted report is recorded with: actors by their ids, reports by theirs, attributes as the
 * type's schema has them. A type that the taxonomy does not know is kept as it is.
 */
export function prepareReport(
  input: ReportInput,
  register: Register,
  quotation?: TextReference,
): PreparedReport {
  const type = typeOf(input, register);
  const known = type === undefined ? undefined : register.type(type);
  const attributes = Object.entries(input.attributes).map(([field, value]) =>
    prepareAttribute(field, value, known),
  );
  const problems = [
    ...sourceProblems(input, register),
    ...typeProblems(input, type),
    ...partyProblems(input, known),
    ...timeProblems(input, register),
    ...attributes.flatMap((each) => ('problem' in each ? [each.problem] : [])),
  ];
  if (problems.length > 0 || type === undefined) return { ok: false, problems };
  const written = Object.fromEntries(
    attributes.flatMap((each) => ('value' in each ? [[each.field, each.value] as const] : [])),
  );
  const content = { ...partiesOf(input, register), ...detailsOf(input), type, attributes: written };
  return {
    ok: true,
    reportId: reportIdOf(input.source, input.ref),
    content: quotation ? { ...content, quotation } : content,
  };
}

function partiesOf(
  { participants, actor, target }: ReportInput,
  register: Register,
): Pick<ReportContent, 'participants' | 'actor' | 'target'> {
  const idOf = (name: string): string => normaliseActor(register, name);
  return {
    ...(participants && { participants: participants.map(idOf) }),
    ...(actor !== undefined && { actor: actor && idOf(actor) }),
    ...(target !== undefined && { target: target && idOf(target) }),
  };
}

function detailsOf({
  stance,
  occurred,
  publishedAt,
  url,
  confidence,
}: ReportInput): Pick<ReportContent, 'stance' | 'occurred' | 'publishedAt' | 'url' | 'confidence'> {
  return {
    stance,
    occurred,
    ...(publishedAt !== undefined && { publishedAt }),
    ...(url !== undefined && { url }),
    ...(confidence !== undefined && { confidence }),
  };
}

/** The type said, or meant by a code; a code that nothing maps keeps its own name: `cameo.010`. */
function typeOf({ type, code }: ReportInput, register: Register): string | undefined {
  if (type !== undefined || code === undefined) return type;
  const named = `${code.scheme}.${code.code}`.toLowerCase().replaceAll(/[^a-z0-9.]+/gu, '-');
  return register.typeOfCode(code.scheme, code.code) ?? named;
}

function sourceProblems({ source }: ReportInput, register: Register): ReportProblem[] {
  return register.source(source) ? [] : [{ field: 'source', expected: 'a registered source' }];
}

function typeProblems({ type, code }: ReportInput, meant: string | undefined): ReportProblem[] {
  if (meant === undefined) return [{ field: 'type', expected: 'a dotted type name, or a code' }];
  return type !== undefined && code !== undefined
    ? [{ field: 'code', expected: 'a type or a code, not both' }]
    : [];
}

function partyProblems(input: ReportInput, known: TypeRegistered | undefined): ReportProblem[] {
  if (known === undefined) return [];
  const { participants, actor, target } = input;
  if (known.symmetric) {
    const both = participants ?? [actor, target].filter((name) => typeof name === 'string');
    return new Set(both).size < 2 || !participants
      ? [{ field: 'participants', expected: `at least 2 different participants for ${known.type}` }]
      : [];
  }
  if (participants) return [{ field: 'participants', expected: `actor and target for ${known.type}` }];
  return actor === undefined ? [{ field: 'actor', expected: 'a name, or null when nobody knows' }] : [];
}

function timeProblems({ occurred, source }: ReportInput, register: Register): ReportProblem[] {
  if (occurred.zone !== undefined && !isZone(occurred.zone)) {
    return [{ field: 'occurred.zone', expected: 'an IANA zone such as Europe/Kyiv' }];
  }
  return readOccurred(occurred, register.source(source)?.zone) === undefined
    ? [{ field: 'occurred', expected: `a ${occurred.precision} that begins before it ends` }]
    : [];
}
