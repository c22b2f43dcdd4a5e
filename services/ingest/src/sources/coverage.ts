import { DomainError } from '@casus/domain';
import type { SourceRegistered } from '@casus/domain/records';
import { Problem } from '@casus/platform/http';
import type { FieldError } from '@casus/platform/http';
import type { IngestContext } from '../context.ts';
import { fieldError } from '../reports/said.ts';
import { reachHead } from '../world/reach-head.ts';
import type { Registers } from '../world/registers.ts';

/** A stretch of time, and the types, that a source was read for. */
export interface Stretch {
  readonly from: string;
  /** Excluded. */
  readonly through?: string;
  readonly types: readonly string[];
}

/**
 * The source's registration, up to the log's head at the call.
 * @throws {DomainError} `source-unknown`
 */
export async function knownSource(
  context: IngestContext,
  registers: () => Promise<Registers>,
  name: string,
): Promise<SourceRegistered> {
  const find = async (): Promise<SourceRegistered | undefined> => (await registers()).register.source(name);
  const source = (await find()) ?? ((await reachHead(context)) ? await find() : undefined);
  if (!source) throw new DomainError('source-unknown', `No source is called ${name}.`);
  return source;
}

/** @throws {DomainError} `coverage-mode-mismatch` */
export function assertMode({ source, coverage }: SourceRegistered, mode: 'declared' | 'lag'): void {
  if (coverage.mode === mode) return;
  throw new DomainError(
    'coverage-mode-mismatch',
    `The coverage of ${source} is ${coverage.mode}; this is for a source whose coverage is ${mode}.`,
  );
}

/**
 * @param now epoch milliseconds
 * @throws {Problem} `invalid-request`: a time that has not come, a stretch that is none, a type nobody knows
 */
export function assertReadable(
  { from, through, types }: Stretch,
  { types: known }: Registers,
  now: number,
): void {
  const names = known.map(({ type }) => type);
  const errors: FieldError[] = [
    ...types.flatMap((type, index) =>
      isKnown(type, names)
        ? []
        : [error(`types[${index}]`, 'a type of the taxonomy, with all its subtypes, or *')],
    ),
    ...(through !== undefined && Date.parse(through) <= Date.parse(from)
      ? [error('through', 'an instant after `from`')]
      : []),
    ...future(through === undefined ? 'from' : 'through', through ?? from, now),
  ];
  if (errors.length > 0)
    throw new Problem('invalid-request', 'A source cannot have been read so.', { errors });
}

function future(field: string, instant: string, now: number): FieldError[] {
  if (Date.parse(instant) <= now) return [];
  return [error(field, `an instant not after now, ${new Date(now).toISOString()}`)];
}

function isKnown(type: string, names: readonly string[]): boolean {
  return type === '*' || names.some((name) => name === type || name.startsWith(`${type}.`));
}

function error(field: string, expected: string): FieldError {
  return fieldError({ field, expected });
}
