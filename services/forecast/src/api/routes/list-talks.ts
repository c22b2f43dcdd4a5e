import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { readSpells } from '../read-spells.ts';
import { asOfQuery, cutShape, timeQuery } from '../shapes/cut.ts';
import { spellsShape } from '../shapes/spell.ts';
import { talksBetween } from '../states.ts';
import { readView } from '../view.ts';

const sides = z
  .string()
  .regex(/^[^,]{1,200},[^,]{1,200}$/, 'two actors joined by a comma, such as USA,RUS')
  .transform((text) => text.split(',', 2) as [string, string]);

export function listTalksRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/talks',
    name: 'listTalks',
    summary: 'When two sides talked: spells opened by meetings and calls, lapsing after 30 days',
    tag: 'World',
    allow: ['reader'],
    query: z.strictObject({
      between: sides.describe('Two actors, such as `USA,RUS`, with all who act for them.'),
      from: timeQuery.describe('Spells that touch [from, until); by default the last year.'),
      until: timeQuery,
      ...asOfQuery,
    }),
    replies: { 200: spellsShape.extend({ cut: cutShape }) },
  }).handle(async ({ query, headers }) => {
    const fluent = talksBetween(...query.between);
    const body = await readView(context, { query, headers }, async (view) =>
      readSpells(view, { ...query, fluent }),
    );
    return { status: 200, body };
  });
}
