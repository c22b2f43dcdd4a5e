import { coverageInput } from '@casus/domain/intake';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { IngestContext } from '../context.ts';
import { assertSpeaksFor } from '../reports/speaks-for.ts';
import { assertMode, assertReadable, knownSource } from '../sources/coverage.ts';
import { recordReceipt, recordWrite } from '../world/record-write.ts';
import type { Registers } from '../world/registers.ts';

export function sourceCaughtUpRoute(context: IngestContext, registers: () => Promise<Registers>): Route {
  return route({
    method: 'POST',
    path: '/v1/sources/:source/caught-up',
    name: 'declareCaughtUp',
    tag: 'Sources',
    summary: 'Says that a source has been read completely for a stretch of time',
    description:
      'For a source whose coverage is `declared`. What it has not reported there, it has nothing to say on.',
    allow: ['source', 'curator'],
    refusals: ['source-unknown', 'coverage-mode-mismatch'],
    params: z.strictObject({ source: z.string().min(1).max(200) }),
    body: coverageInput,
    replies: { 201: recordReceipt, 202: recordReceipt },
  }).handle(async ({ params: { source }, body, principal, writeId }) => {
    assertSpeaksFor(principal, source);
    assertMode(await knownSource(context, registers, source), 'declared');
    assertReadable(body, await registers(), context.clock());
    const record = { name: 'source-caught-up', data: { source, ...body } } as const;
    return recordWrite(context, { id: writeId, key: `source:${source}`, record });
  });
}
