import type { IngestContext } from '../context.ts';

/** True once readers see all that stands in `world` when this is called; false after two seconds. */
export async function reachHead({ log, watch }: Pick<IngestContext, 'log' | 'watch'>): Promise<boolean> {
  const [next = 0] = await log.heads('world');
  return next === 0 || watch.waitFor({ topic: 'world', partition: 0, offset: next - 1 });
}
