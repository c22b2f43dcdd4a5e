import { configuration, describeConfiguration, readConfiguration } from '@casus/platform';
import { expect, test } from 'vitest';
import { serviceVariables } from './variables.ts';

const schema = configuration(serviceVariables({ port: 8421 }));
const DATABASE_URL = 'postgres://casus@127.0.0.1:5432/casus';

test('the database alone is enough: the log is then in it', () => {
  const config = readConfiguration(schema, { DATABASE_URL });
  expect(config).toMatchObject({ CASUS_PORT: 8421, CASUS_HOST: '127.0.0.1', CASUS_PARTITIONS: 4 });
  expect(config.KAFKA_BROKERS).toBeUndefined();
});

test('brokers are a list', () => {
  const { KAFKA_BROKERS } = readConfiguration(schema, {
    DATABASE_URL,
    KAFKA_BROKERS: 'one:9092, two.example:19092',
  });
  expect(KAFKA_BROKERS).toEqual(['one:9092', 'two.example:19092']);
});

test('one error names all that is wrong, and no value', () => {
  const wrong = {
    DATABASE_URL: 'mysql://secret',
    KAFKA_BROKERS: 'one',
    CASUS_TOPIC_PREFIX: 'a b',
    CASUS_REPLICATION: '1.5',
    CASUS_PARTITIONS: '0',
    CASUS_LOG_LEVEL: 'loud',
  };
  expect(() => readConfiguration(schema, wrong)).toThrow(
    new RegExp(['', ...Object.keys(wrong)].map((name) => `${name}[^]*`).join(''), 'u'),
  );
  expect(() => readConfiguration(schema, wrong)).not.toThrow(/secret|loud/u);
});

test('a missing database is said with what is expected', () => {
  expect(() => readConfiguration(schema, {})).toThrow(/DATABASE_URL: expected a connection string/u);
});

test('every variable is described', () => {
  const described = describeConfiguration(schema);
  expect(described.filter(({ description }) => !/^\S.{10,}\.$/u.test(description))).toEqual([]);
});
