import { LogError } from '@casus/log';
import { Problem } from '@casus/platform/http';

/** @throws {Problem} `payload-too-large` in place of the log's own refusal */
export async function withSizeProblem<Result>(appending: Promise<Result>): Promise<Result> {
  try {
    return await appending;
  } catch (error) {
    if (error instanceof LogError && error.code === 'record-too-large')
      throw new Problem('payload-too-large', 'As a record it would be larger than 256 KiB.', {
        cause: error,
      });
    throw error;
  }
}
