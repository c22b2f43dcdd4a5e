import { LogError } from '../port.ts';

/**
 * What was sent stays on its way when the time is over: the same append later finds it.
 * @throws {LogError} `unavailable`
 */
export function within<Result>(timeoutMs: number, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const late = (): void =>
      reject(new LogError('unavailable', `Kafka has not acknowledged within ${timeoutMs} ms`));
    const timer = setTimeout(late, timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
