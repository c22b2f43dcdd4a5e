import { collectDefaultMetrics, Counter, Registry } from 'prom-client';

/** What a process tells of itself in the text format of Prometheus. */
export interface Metrics {
  /** Where gauges, counters and histograms are registered; names begin with `casus_`. */
  readonly registry: Registry;
  /** Is called before each answer, to set what is read from elsewhere. A failure is counted and leaves the rest. */
  readonly onScrape: (refresh: () => Promise<void>) => void;
  readonly read: () => Promise<string>;
}

/**
 * An empty registry but for what every process has: CPU, memory, event loop, garbage collection.
 * @example new Gauge({ name: 'casus_open_questions', help: 'Questions that are open.', registers: [metrics.registry] })
 */
export function makeMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const failures = new Counter({
    name: 'casus_scrape_failures_total',
    help: 'Scrapes in which a part could not be read, such as the database.',
    registers: [registry],
  });
  const refreshes: (() => Promise<void>)[] = [];
  return {
    registry,
    onScrape: (refresh) => void refreshes.push(refresh),
    async read() {
      const ends = await Promise.allSettled(refreshes.map(async (refresh) => refresh()));
      if (ends.some(({ status }) => status === 'rejected')) failures.inc();
      return registry.metrics();
    },
  };
}
