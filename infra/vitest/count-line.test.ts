import { expect, test } from 'vitest';
import { countLine } from './count-line.ts';

const run = { tests: ['passed', 'passed', 'skipped'], broken: 0, unhandled: 0, passed: true };

test('tests are counted by how they ended', () => {
  expect(countLine(run)).toBe('2 passed, 0 failed, 1 skipped');
});

test('broken modules, unhandled errors and tests that never finished count as failed', () => {
  const tests = [...run.tests, 'failed', 'pending'];
  expect(countLine({ tests, broken: 3, unhandled: 4, passed: false })).toBe('2 passed, 9 failed, 1 skipped');
});

test('a run that did not pass never says 0 failed', () => {
  expect(countLine({ ...run, passed: false })).toBe('2 passed, 1 failed, 1 skipped');
});

test('a run without tests did not pass', () => {
  expect(countLine({ ...run, tests: [] })).toBe('0 passed, 1 failed, 0 skipped');
});
