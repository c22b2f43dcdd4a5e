import { makeMetrics } from '@casus/platform/metrics';
import { expect, test } from 'vitest';
import { measureEvents } from './measure-events.ts';

test('tells at each scrape how many events are held, of how many', async () => {
  const metrics = makeMetrics();
  const budget = { held: 3, most: 50 };
  measureEvents(metrics, budget);
  expect(await metrics.read()).toMatch(
    /casus_resolver_events_held 3\n(?:.*\n)*casus_resolver_events_limit 50\n/u,
  );
  budget.held = 4;
  expect(await metrics.read()).toContain('casus_resolver_events_held 4\n');
});
