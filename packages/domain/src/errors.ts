/** A refusal that the caller can act on; known by its code, turned into a problem document at the edge. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  /** Kebab-case and stable, such as `question-already-open`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
