/** Why an input was refused. */
export type ScoringErrorCode =
  | 'not-a-number'
  | 'probability-out-of-bounds'
  | 'probabilities-do-not-add-up'
  | 'not-a-cdf'
  | 'not-quantiles'
  | 'no-such-outcome'
  | 'out-of-range'
  | 'zero-horizon'
  | 'bad-interval'
  | 'overlapping-standings'
  | 'out-of-order'
  | 'empty-group'
  | 'length-mismatch'
  | 'not-a-member'
  | 'zero-reference';

/** An input that makes no sense. No function of this package returns NaN instead. */
export class ScoringError extends Error {
  override readonly name = 'ScoringError';
  readonly code: ScoringErrorCode;
  /** The argument or field that was refused, such as `p` or `standings[3].end`. */
  readonly field: string;

  constructor(code: ScoringErrorCode, field: string, detail: string) {
    super(`${field}: ${detail} (${code})`);
    this.code = code;
    this.field = field;
  }
}

/** @throws {ScoringError} `not-a-number` for NaN and the infinities */
export function checkFinite(value: number, field: string): number {
  if (!Number.isFinite(value)) {
    throw new ScoringError('not-a-number', field, `${value} is not a finite number`);
  }
  return value;
}

/** @throws {ScoringError} `empty-group` */
export function checkNotEmpty(values: ArrayLike<unknown>, field: string): void {
  if (values.length === 0) throw new ScoringError('empty-group', field, 'there is nothing in it');
}

/** @throws {ScoringError} `length-mismatch` */
export function checkSameLength(left: ArrayLike<unknown>, right: ArrayLike<unknown>, field: string): void {
  if (left.length !== right.length) {
    throw new ScoringError('length-mismatch', field, `${left.length} against ${right.length}`);
  }
}
