import type { z } from 'zod';
import type { FieldError, RequestPart } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** One entry per field that zod refused, with what it would have accepted. */
export function fieldErrors(part: RequestPart, issues: readonly Issue[]): readonly FieldError[] {
  return issues.flatMap((issue) => fieldErrorsOf(part, issue, []));
}

function fieldErrorsOf(
  part: RequestPart,
  issue: Issue,
  above: readonly PropertyKey[],
): readonly FieldError[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      in: part,
      field: fieldName([...path, key]),
      expected: 'no such field',
      message: `there is no field "${key}" here`,
    }));
  if (issue.code === 'invalid_union') {
    const branch = closestBranch(issue.errors);
    if (branch) return branch.flatMap((inner) => fieldErrorsOf(part, inner, path));
  }
  return [{ in: part, field: fieldName(path), expected: expectation(issue), message: issue.message }];
}

/**
 * The alternative that the sender most likely meant: the one whose complaints lie deepest, since a wrong alternative
 * is refused at its outermost field. None when all of them are refused at the very top.
 */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const depth = (branch: readonly Issue[]): number => Math.min(...branch.map((issue) => issue.path.length));
  const [best, next] = branches.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length);
  if (!best || depth(best) === 0) return undefined;
  return next && depth(next) === depth(best) && next.length === best.length ? undefined : best;
}

/** `claim.windows[2].from`. */
function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
    )
    .join('');
}

function expectation(issue: Issue): string {
  if (issue.code === 'invalid_type') return issue.expected;
  if (issue.code === 'too_small')
    return bound(issue.origin, issue.inclusive === false ? '>' : '≥', issue.minimum);
  if (issue.code === 'too_big')
    return bound(issue.origin, issue.inclusive === false ? '<' : '≤', issue.maximum);
  if (issue.code === 'invalid_value')
    return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
  if (issue.code === 'invalid_format') return issue.format;
  if (issue.code === 'invalid_union') return unionExpectation(issue.errors, issue.message);
  return issue.message.replace('Invalid discriminator value. Expected ', 'one of ');
}

const measured: Readonly<Record<string, string>> = {
  string: 'text of length',
  array: 'a list of length',
  set: 'a set of size',
};

function bound(origin: string, sign: string, limit: number | bigint): string {
  return `${measured[origin] ?? `a ${origin}`} ${sign} ${limit}`;
}

function unionExpectation(branches: readonly (readonly Issue[])[], otherwise: string): string {
  const alternatives = new Set(branches.flatMap((branch) => branch.slice(0, 1).map(expectation)));
  return alternatives.size === 0 ? otherwise : [...alternatives].join(', or ');
}
