import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { readSpells } from '../read-spells.ts';
import { talksState, talksStateShape } from '../read-talks.ts';
import { asOfQuery, cutShape, timeQuery } from '../shapes/cut.ts';
import { sidesQuery } from '../shapes/sides.ts';
import { spellsShape } from '../shapes/spell.ts';
import { talksBetween } from '../states.ts';
import { readView } from '../view.ts';

export function listTalksRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/talks',
    name: 'listTalks',
    summary:
      'Whether two sides talk, what would end that, and when they talked: spells opened by meetings and calls, lapsing after 30 days',
    tag: 'World',
    allow: ['reader'],
    query: z.strictObject({
      between: sidesQuery.describe('Two actors, such as `USA,RUS`, with all who act for them.'),
      from: timeQuery.describe('Spells that touch [from, until); by default the last year.'),
      until: timeQuery,
      ...asOfQuery,
    }),
    replies: { 200: spellsShape.extend({ state: talksStateShape, cut: cutShape }) },
  }).handle(async ({ query, headers }) => {
    const fluent = talksBetween(...query.between);
    const body = await readView(context, { query, headers }, async (view) => {
      const spells = await readSpells(view, { ...query, fluent });
      return { ...spells, state: await talksState(view, { between: query.between, fluent }) };
    });
    return { status: 200, body };
  });
}
