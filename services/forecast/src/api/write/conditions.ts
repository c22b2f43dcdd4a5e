import type { QuestionDefinition } from '@casus/domain/records';
import { Problem } from '@casus/platform/http';
import type { FieldError } from '@casus/platform/http';
import type { ApiContext } from '../context.ts';

/** How many conditional questions may hang on one another. */
const deepest = 4;

/**
 * Checks what a new question supposes. What it names exists before it and never changes what it supposes itself, so
 * there are no cycles.
 * @throws {Problem} `invalid-request` for a parent that does not exist, has another kind, or lies too deep
 */
export async function checkConditions(
  { pool }: ApiContext,
  { conditions = [] }: QuestionDefinition,
): Promise<void> {
  if (conditions.length === 0) return;
  const { rows } = await pool.query<{ root: string; depth: number; kind: string }>(ancestorsSql, [
    conditions.map(({ questionId }) => questionId),
    deepest,
  ]);
  const errors = conditions.flatMap(({ questionId, outcome }, index): FieldError[] => {
    const above = rows.filter(({ root }) => root === questionId);
    const kind = kindOf(outcome);
    const field = `conditions[${index}]`;
    if (above.length === 0) return [wrong(`${field}.questionId`, `a question, which ${questionId} is not`)];
    if (above.every((each) => each.kind !== kind))
      return [wrong(`${field}.outcome`, 'an outcome of the kind of that question')];
    if (above.some(({ depth }) => depth > deepest - 1))
      return [wrong(`${field}.questionId`, `a question with fewer than ${deepest} above one another`)];
    return [];
  });
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  if (errors.length > 0)
    throw new Problem('invalid-request', `The conditions are not valid: ${detail}.`, { errors });
}

function kindOf(outcome: NonNullable<QuestionDefinition['conditions']>[number]['outcome']): string {
  if (typeof outcome === 'string') return 'binary';
  if ('date' in outcome) return 'date';
  return 'option' in outcome ? 'choice' : 'numeric';
}

/** Each parent with all above it; depth 1 is the parent itself. `kind` is the parent's. */
const ancestorsSql = `
  with recursive above as (
    select key as root, key, 1 as depth, data #>> '{definition,kind}' as kind, data from read.questions
    where key = any($1)
    union all
    select above.root, parent.key, above.depth + 1, above.kind, parent.data
    from above
    cross join lateral jsonb_array_elements(above.data #> '{definition,conditions}') as condition
    join read.questions as parent on parent.key = condition ->> 'questionId'
    where above.depth < $2
  )
  select root, depth, kind from above`;

function wrong(field: string, expected: string): FieldError {
  return { in: 'body', field, expected, message: `expected ${expected}` };
}
