import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { parseClaim } from '../parse-claim.ts';
import { parsedClaimShape } from '../shapes/claim.ts';
import { registersNow } from '../store/registers.ts';

export function parseClaimRoute(context: ApiContext): Route {
  return route({
    method: 'POST',
    path: '/v1/claims/parse',
    name: 'parseClaim',
    summary: 'A claim as JSON, text and English, or what is wrong with it; nothing is written',
    tag: 'Claims',
    allow: ['reader'],
    body: z
      .strictObject({
        kind: z
          .enum(['binary', 'numeric', 'date', 'choice'])
          .optional()
          .describe('By default what a text says, and a yes or no for JSON.'),
        text: z.string().max(20_000).optional().describe('The text form.'),
        claim: z.json().optional().describe('JSON; of a choice `{ "options": [...] }`.'),
        template: z.string().max(100).optional(),
        slots: z.record(z.string(), z.json()).optional(),
        opensAt: z.iso.datetime({ offset: true }).optional().describe('What `opening` stands for.'),
      })
      .refine(
        ({ text, claim, template }) =>
          [text, claim, template].filter((each) => each !== undefined).length === 1,
        'one of text, claim and template',
      ),
    replies: { 200: parsedClaimShape },
  }).handle(async ({ body: { opensAt, ...written } }) => {
    const { vocabulary } = await registersNow(context.pool);
    const opening = opensAt === undefined ? {} : { opensAt: Math.floor(Date.parse(opensAt) / 1000) };
    return { status: 200, body: parseClaim(written, { ...vocabulary, ...opening }) };
  });
}
