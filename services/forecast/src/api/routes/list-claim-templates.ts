import { templates } from '@casus/claims/templates';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import { templateShape } from '../shapes/claim.ts';

export function listClaimTemplatesRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/claims/templates',
    name: 'listClaimTemplates',
    summary: 'Common claims with slots to fill',
    tag: 'Claims',
    allow: ['reader'],
    replies: { 200: z.object({ items: z.array(templateShape) }) },
  }).handle(async () => {
    const items = templates.map(({ name, title, slots }) => ({
      name,
      title,
      slots: slots.map(({ usually = null, ...slot }) => ({ ...slot, usually })),
    }));
    return { status: 200, body: { items } };
  });
}
