import type { EventBudget } from '@casus/claims/resolver';
import { Gauge } from '@casus/platform/metrics';
import type { Metrics } from '@casus/platform/metrics';

/** Tells how many events the open claims hold, and how many they may. */
export function measureEvents(metrics: Metrics, budget: Pick<EventBudget, 'held' | 'most'>): void {
  const registers = [metrics.registry];
  const held = new Gauge({
    name: 'casus_resolver_events_held',
    help: 'Events that open claims hold in memory.',
    registers,
  });
  const limit = new Gauge({
    name: 'casus_resolver_events_limit',
    help: 'Events that open claims may hold in memory.',
    registers,
  });
  limit.set(budget.most);
  metrics.onScrape(async () => held.set(budget.held));
}
