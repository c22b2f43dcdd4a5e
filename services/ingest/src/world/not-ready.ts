/** Readers do not see enough of the log for now; the same request may succeed later. */
export class NotReady extends Error {
  override readonly name = 'NotReady';
  readonly retryable = true;
}
