import { compileClaim, compileMeasure, reachOf } from '@casus/claims';
import type { Claim, Measure } from '@casus/claims';
import { checkDefinition } from '@casus/domain/questions';
import { questionDefinition } from '@casus/domain/records';
import type { QuestionDefinition } from '@casus/domain/records';
import type { SourceRow } from '@casus/domain/world';
import { Problem } from '@casus/platform/http';
import type { FieldError } from '@casus/platform/http';
import type { DefinitionDraft } from '../shapes/definition.ts';
import { isoOfSecond } from '../times.ts';

/**
 * A definition as it goes into the log: the claim compiled, the coverage sources chosen.
 * @throws {Problem} `invalid-request` with every field that is wrong
 */
export function definitionFrom(draft: DefinitionDraft, sources: readonly SourceRow[]): QuestionDefinition {
  const errors: FieldError[] = [];
  const claim = compiled(draft, errors);
  const coverage = draft.coverage ?? defaultCoverage(draft, sources);
  const definition = questionDefinition.parse({ ...draft, claim, coverage });
  errors.push(
    ...checkDefinition(definition).map(({ field, expected }) => wrong(field, expected)),
    ...coverageErrors(definition, sources),
    ...(claim === null ? [] : settleErrors(definition, claim, sources)),
  );
  if (errors.length === 0) return definition;
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  throw new Problem('invalid-request', `The definition is not valid: ${detail}.`, { errors });
}

function compiled({ kind, claim }: DefinitionDraft, errors: FieldError[]): Claim | Measure | null {
  if (claim === null) return null;
  const result = kind === 'numeric' ? compileMeasure(claim) : compileClaim(claim);
  if (result.ok) return result.claim;
  errors.push(...result.refusals.map(({ path, message }) => wrong(fieldOf(path), message)));
  return null;
}

/** `/measure/of/2` of a claim is the field `claim.measure.of[2]`. */
function fieldOf(path: string): string {
  return `claim${path.replaceAll(/\/(\d+)(?=\/|$)/g, '[$1]').replaceAll('/', '.')}`;
}

/** All that say how far they have been read; none for a question that a human decides. */
function defaultCoverage(
  { claim }: DefinitionDraft,
  sources: readonly SourceRow[],
): QuestionDefinition['coverage'] {
  if (claim === null) return [];
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
  claim: Claim | Measure,
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
