import { reachOf } from '@casus/claims';
import type { Asked } from '@casus/claims';
import { askedDays, compileAsked } from '@casus/claims/language';
import type { Vocabulary } from '@casus/claims/language';
import { parseText } from '@casus/claims/text';
import { checkDefinition, isClaimDecided } from '@casus/domain/questions';
import { questionDefinition } from '@casus/domain/records';
import type { QuestionDefinition } from '@casus/domain/records';
import type { SourceRow } from '@casus/domain/world';
import { Problem } from '@casus/platform/http';
import type { FieldError } from '@casus/platform/http';
import type { DefinitionDraft } from '../shapes/definition.ts';
import type { Registers } from '../store/registers.ts';
import { isoOfSecond } from '../times.ts';

/**
 * A definition as it goes into the log: the claim compiled, the coverage sources chosen.
 * @throws {Problem} `invalid-request` with every field that is wrong
 */
export function definitionFrom(
  draft: DefinitionDraft,
  { sources, vocabulary }: Registers,
): QuestionDefinition {
  const errors: FieldError[] = [];
  const opensAt = Math.floor(Date.parse(draft.opensAt) / 1000);
  const asked = compiled(draft, { ...vocabulary, opensAt }, errors);
  const coverage = draft.coverage ?? defaultCoverage(draft, sources);
  const definition = questionDefinition.parse({ ...draft, ...compiledFields(draft, asked), coverage });
  errors.push(
    ...checkDefinition(definition).map(({ field, expected }) => wrong(field, expected)),
    ...coverageErrors(definition, sources),
    ...(asked === null ? [] : settleErrors(definition, asked, sources)),
  );
  if (errors.length === 0) return definition;
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  throw new Problem('invalid-request', `The definition is not valid: ${detail}.`, { errors });
}

function compiled(draft: DefinitionDraft, vocabulary: Vocabulary, errors: FieldError[]): Asked | null {
  if (!isClaimDecided(draft)) return null;
  if (typeof draft.claim === 'string') return compiledText(draft.claim, draft.kind, { vocabulary, errors });
  const result = compileAsked(draft, vocabulary);
  if (result.ok) return result.claim;
  const place = draft.kind === 'choice' ? '' : '/claim';
  errors.push(...result.refusals.map(({ path, message }) => wrong(fieldOf(`${place}${path}`), message)));
  return null;
}

/** A claim in the text form; of a choice all its options. */
function compiledText(
  text: string,
  kind: DefinitionDraft['kind'],
  { vocabulary, errors }: { readonly vocabulary: Vocabulary; readonly errors: FieldError[] },
): Asked | null {
  const parsed = parseText(text, kind, vocabulary);
  if (parsed.ok) return parsed.claim;
  errors.push(
    ...parsed.refusals.map(({ line, column, message }) =>
      wrong('claim', `${message} (line ${line}, column ${column})`),
    ),
  );
  return null;
}

/** Where what has been compiled stands in a definition; the days of a date question are by default its window's. */
function compiledFields({ kind, days, options }: DefinitionDraft, asked: Asked | null): object {
  if (kind === 'choice') return { claim: null, options: asked?.op === 'choice' ? asked.options : options };
  const asksWhen = kind === 'date' && asked?.op === 'time';
  return { claim: asked, ...(asksWhen && { days: days ?? askedDays(asked) }) };
}

/** `/claim/measure/of/2` is the field `claim.measure.of[2]`. */
function fieldOf(path: string): string {
  return path
    .replaceAll(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.')
    .replace(/^\./u, '');
}

/** All that say how far they have been read; none for a question that a human decides. */
function defaultCoverage(
  draft: DefinitionDraft,
  sources: readonly SourceRow[],
): QuestionDefinition['coverage'] {
  if (!isClaimDecided(draft)) return [];
  return sources
    .filter(({ coverage }) => coverage.mode !== 'evidence-only')
    .map(({ source }) => ({ source }));
}

function coverageErrors(
  { coverage }: QuestionDefinition,
  sources: readonly SourceRow[],
): readonly FieldError[] {
  const registered = new Map(sources.map((each) => [each.source, each]));
  return coverage.flatMap(({ source }, index) => {
    const field = `coverage[${index}].source`;
    const known = registered.get(source);
    if (!known) return [wrong(field, `a registered source, which ${source} is not`)];
    const expected = `a source that says how far it has been read; ${source} gives evidence only`;
    return known.coverage.mode === 'evidence-only' ? [wrong(field, expected)] : [];
  });
}

/** Whatever can still be said of the claim must be able to settle before settleBy. */
function settleErrors(
  { coverage, settleBy, settleAfterSeconds }: QuestionDefinition,
  claim: Asked,
  sources: readonly SourceRow[],
): readonly FieldError[] {
  const named = new Set(coverage.map(({ source }) => source));
  const lags = sources.flatMap(({ source, coverage: read }) =>
    named.has(source) && read.mode === 'lag' ? [read.lagSeconds] : [],
  );
  const earliest = reachOf(claim).to + settleAfterSeconds + Math.max(0, ...lags);
  if (Date.parse(settleBy) / 1000 >= earliest) return [];
  return [wrong('settleBy', `at the earliest ${isoOfSecond(earliest)}, when the claim can have settled`)];
}

function wrong(field: string, what: string): FieldError {
  const expected = what.replace(/^expected /u, '');
  return { in: 'body', field, expected, message: `expected ${expected}` };
}
