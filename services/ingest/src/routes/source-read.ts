import { readInput } from '@casus/domain/intake';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { IngestContext } from '../context.ts';
import { assertSpeaksFor } from '../reports/speaks-for.ts';
import { assertMode, assertReadable, knownSource } from '../sources/coverage.ts';
import { recordReceipt, recordWrite } from '../world/record-write.ts';
import type { Registers } from '../world/registers.ts';

export function sourceReadRoute(context: IngestContext, registers: () => Promise<Registers>): Route {
  return route({
    method: 'POST',
    path: '/v1/sources/:source/read',
    name: 'declareRead',
    tag: 'Sources',
    summary: 'Says that a source has just been polled with success',
    description: 'For a source whose coverage is `lag`: it is then read from `from` up to now less its lag.',
    allow: ['source', 'curator'],
    refusals: ['source-unknown', 'coverage-mode-mismatch'],
    params: z.strictObject({ source: z.string().min(1).max(200) }),
    body: readInput,
    replies: { 201: recordReceipt, 202: recordReceipt },
  }).handle(async ({ params: { source }, body, principal, writeId }) => {
    assertSpeaksFor(principal, source);
    assertMode(await knownSource(context, registers, source), 'lag');
    assertReadable(body, await registers(), context.clock());
    const record = { name: 'source-read', data: { source, ...body } } as const;
    return recordWrite(context, { id: writeId, key: `source:${source}`, record });
  });
}
