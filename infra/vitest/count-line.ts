import type { Reporter, SerializedError, TestModule, TestRunEndReason } from 'vitest/node';

/** What a finished run is counted from. */
export type Run = {
  /** How each test ended: `passed`, `failed`, `skipped`, or `pending` when it never finished. */
  readonly tests: readonly string[];
  /** Modules and suites with errors outside their tests. */
  readonly broken: number;
  /** Errors that no test caught. */
  readonly unhandled: number;
  readonly passed: boolean;
};

/** Prints `N passed, N failed, N skipped` as the run's closing line, for machines to read. */
export class CountLine implements Reporter {
  onTestRunEnd(
    modules: readonly TestModule[],
    unhandled: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const line = countLine({
      tests: modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state)),
      broken: suites.filter((suite) => suite.errors().length > 0).length,
      unhandled: unhandled.length,
      passed: reason === 'passed',
    });
    process.stdout.write(`\n${line}\n`);
  }
}

/** Never `0 failed` for a run that did not pass, nor for one without any test. */
export function countLine({ tests, broken, unhandled, passed }: Run): string {
  const count = (...states: string[]): number => tests.filter((state) => states.includes(state)).length;
  const failed = count('failed', 'pending') + broken + unhandled;
  const atLeast = passed && tests.length > 0 ? 0 : 1;
  return `${count('passed')} passed, ${Math.max(failed, atLeast)} failed, ${count('skipped')} skipped`;
}
