import type { Reporter, SerializedError, TestModule, TestRunEndReason } from 'vitest/node';

export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** Prints `N passed, N failed, N skipped` as the run's closing line, for machines to read. */
export class CountLine implements Reporter {
  onTestRunEnd(
    modules: readonly TestModule[],
    unhandled: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    const { passed, failed, skipped } = count(modules, unhandled.length, reason);
    process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  }
}

/**
 * Failed are failed tests, modules and suites with errors of their own, and unhandled errors: at least one when the
 * run as a whole did not pass, and when it held no test at all.
 */
export function count(modules: readonly TestModule[], unhandled: number, reason: TestRunEndReason): Counts {
  const tests = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => test.result().state),
  );
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
  const broken = suites.filter((suite) => suite.errors().length > 0).length;
  const tally = (state: string): number => tests.filter((each) => each === state).length;
  const failed = tally('failed') + tally('pending') + broken + unhandled;
  const mustFail = reason !== 'passed' || tests.length === 0;
  return {
    passed: tally('passed'),
    failed: mustFail ? Math.max(failed, 1) : failed,
    skipped: tally('skipped'),
  };
}
