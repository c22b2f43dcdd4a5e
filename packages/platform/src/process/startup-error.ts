/** An expected reason not to start, told in one clear sentence that the operator can act on. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
