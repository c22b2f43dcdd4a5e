import { sourceInput } from '@casus/domain/intake';
import { positionText } from '@casus/log';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { Registers } from '../world/registers.ts';

const sourceReply = sourceInput.extend({ position: z.string().describe('Of its registration') });

export function listSourcesRoute(registers: () => Promise<Registers>): Route {
  return route({
    method: 'GET',
    path: '/v1/sources',
    name: 'listSources',
    tag: 'Sources',
    summary: 'All registered sources, in order of name',
    allow: ['reader', 'source'],
    replies: { 200: z.object({ items: z.array(sourceReply) }) },
  }).handle(async () => {
    const { sources } = await registers();
    const items = sources.map(({ offset, ...source }) => ({
      ...source,
      position: positionText({ topic: 'world', partition: 0, offset }),
    }));
    return { status: 200, body: { items } };
  });
}
