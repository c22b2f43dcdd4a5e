import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { readSpells } from '../read-spells.ts';
import { asOfQuery, cutShape, timeQuery } from '../shapes/cut.ts';
import { spellsShape } from '../shapes/spell.ts';
import { deadlinePending } from '../states.ts';
import { readView } from '../view.ts';

const actor = z.string().min(1).max(200).optional();

export function listDeadlineSpellsRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/deadlines/spells',
    name: 'listDeadlineSpells',
    summary: 'When deadlines were pending: spells from the setting to the date, which may be moved',
    tag: 'World',
    allow: ['reader'],
    query: z.strictObject({
      by: actor.describe('Who set them.'),
      on: actor.describe('Who is to act.'),
      from: timeQuery.describe('Spells that touch [from, until); by default the last year.'),
      until: timeQuery,
      ...asOfQuery,
    }),
    replies: { 200: spellsShape.extend({ cut: cutShape }) },
  }).handle(async ({ query, headers }) => {
    const { by, on } = query;
    const fluent = deadlinePending({
      ...(by !== undefined && { actor: by }),
      ...(on !== undefined && { target: on }),
    });
    const body = await readView(context, { query, headers }, async (view) =>
      readSpells(view, { ...query, fluent }),
    );
    return { status: 200, body };
  });
}
