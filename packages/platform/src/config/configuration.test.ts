import { expect, test } from 'vitest';
import { z } from 'zod';
import { StartupError } from '../process/startup-error.ts';
import {
  configuration,
  describeConfiguration,
  onOff,
  portNumber,
  readConfiguration,
} from './configuration.ts';

const schema = configuration({
  CASUS_PORT: portNumber.default(8080).describe('TCP port of the REST API'),
  CASUS_DEMO: onOff.default(true).describe('Whether the demonstration is loaded'),
  DATABASE_URL: z.url().optional().describe('An existing Postgres'),
  CASUS_SECRET: z.string().min(20).describe('Signs webhooks'),
});
const CASUS_SECRET = 'x'.repeat(20);

test('values are read from an environment, with defaults for what is not given', () => {
  const given = { CASUS_PORT: '9000', CASUS_DEMO: 'off', CASUS_SECRET, PATH: '/bin' };
  expect(readConfiguration(schema, given)).toEqual({ CASUS_PORT: 9000, CASUS_DEMO: false, CASUS_SECRET });
});

test('an empty variable counts as absent', () => {
  const read = readConfiguration(schema, { CASUS_PORT: '', DATABASE_URL: '', CASUS_SECRET });
  expect(read).toEqual({ CASUS_PORT: 8080, CASUS_DEMO: true, CASUS_SECRET });
});

test('one error names everything that is wrong, with what each variable means, and repeats no value', () => {
  const wrong = { CASUS_PORT: '70000', CASUS_DEMO: 'perhaps', CASUS_SECRET: 'hunter2' };
  const read = (): unknown => readConfiguration(schema, wrong);
  expect(read).toThrow(StartupError);
  expect(read).toThrow(
    /CASUS_PORT: .*TCP port[^]*CASUS_DEMO: .*"on"\|"off"[^]*CASUS_SECRET: .*Signs webhooks/,
  );
  expect(read).not.toThrow(/hunter2|perhaps/);
});

test('a variable without a description is refused when it is declared', () => {
  expect(() => configuration({ CASUS_PORT: portNumber })).toThrow('without a description: CASUS_PORT');
});

test('every variable is documented with its default', () => {
  expect(describeConfiguration(schema)).toEqual([
    { name: 'CASUS_PORT', description: 'TCP port of the REST API', default: '8080' },
    { name: 'CASUS_DEMO', description: 'Whether the demonstration is loaded', default: 'true' },
    { name: 'DATABASE_URL', description: 'An existing Postgres', default: undefined },
    { name: 'CASUS_SECRET', description: 'Signs webhooks', default: undefined },
  ]);
});
