import { sourceInput } from '@casus/domain/intake';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import type { IngestContext } from '../context.ts';
import { recordSource } from '../sources/register-source.ts';
import { recordReceipt } from '../world/record-write.ts';
import type { Registers } from '../world/registers.ts';

export function registerSourceRoute(context: IngestContext, registers: () => Promise<Registers>): Route {
  return route({
    method: 'POST',
    path: '/v1/sources',
    name: 'registerSource',
    tag: 'Sources',
    summary: 'Registers a source, or registers it anew',
    description: 'Counts for reports and coverage from here on; what was recorded before keeps its meaning.',
    allow: ['curator'],
    body: sourceInput,
    replies: { 201: recordReceipt, 202: recordReceipt },
  }).handle(async ({ body, writeId }) => recordSource(context, await registers(), { writeId, input: body }));
}
