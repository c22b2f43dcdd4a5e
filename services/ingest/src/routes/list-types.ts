import { typeRegistered } from '@casus/domain/records';
import { positionText } from '@casus/log';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { Registers } from '../world/registers.ts';

const typeReply = typeRegistered.extend({ position: z.string().describe('Of its registration') });

export function listTypesRoute(registers: () => Promise<Registers>): Route {
  return route({
    method: 'GET',
    path: '/v1/types',
    name: 'listTypes',
    tag: 'Sources',
    summary: 'The taxonomy: all registered types, in order of name',
    allow: ['reader', 'source'],
    replies: { 200: z.object({ items: z.array(typeReply) }) },
  }).handle(async () => {
    const { types } = await registers();
    const items = types.map(({ offset, ...type }) => ({
      ...type,
      position: positionText({ topic: 'world', partition: 0, offset }),
    }));
    return { status: 200, body: { items } };
  });
}
