import { describePrivateKafka } from '@casus/testing';
import { startBroker } from '@casus/testing/kafka';
import type { Broker } from '@casus/testing/kafka';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lostTailRound, recreationRound, trimRound } from './testing/halting-rounds.ts';
import { passingFaults, passingRound } from './testing/round.ts';

const nothingWrong = { lost: 0, doubled: 0, wrong: 0 };

describePrivateKafka('while records are appended and read', () => {
  let broker: Broker;
  beforeAll(async () => {
    broker = await startBroker();
  });
  afterAll(() => broker[Symbol.asyncDispose]());

  test.each(Object.entries(passingFaults))(
    'nothing is lost, doubled or out of order by a broker with "%s"',
    async (_, fault) => {
      for (let round = 0; round < 2; round += 1)
        expect(await passingRound(broker, fault, Math.random)).toMatchObject({ ...nothingWrong, hit: 1 });
    },
  );

  test('the proxy has lost answers', () => {
    expect(broker.proxy.lost).toBeGreaterThan(0);
  });

  test('records deleted below a checkpoint halt the readers that need them, and no others', async () => {
    for (let round = 0; round < 3; round += 1)
      expect(await trimRound([broker.address], Math.random)).toMatchObject(nothingWrong);
  });

  test('a topic made anew halts those who have read the old one', async () => {
    for (let round = 0; round < 3; round += 1)
      expect(await recreationRound([broker.address], Math.random)).toMatchObject(nothingWrong);
  });

  test('a broker that comes back without the end of a partition halts readers and writers', async () => {
    for (let round = 0; round < 2; round += 1)
      expect(await lostTailRound(broker, Math.random)).toMatchObject(nothingWrong);
  });
});
