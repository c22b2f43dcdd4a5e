import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { zipOf } from '../files/zip.ts';
import { archiveFiles } from '../read-archive.ts';
import { asOfQuery } from '../shapes/cut.ts';
import { seedQuery } from '../shapes/leaderboard.ts';
import { pin } from '../view.ts';

const contentType = 'application/zip';

export function readArchiveRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/me/archive',
    name: 'readArchive',
    summary: 'Everything of yours in one zip: predictions with rationales, scores, calibration',
    description: 'Each as CSV and as JSON Lines, all at one cut.',
    tag: 'Reputation',
    allow: ['reader'],
    query: z.strictObject({ seed: seedQuery, ...asOfQuery }),
    replies: { 200: z.undefined().describe('The archive.') },
    downloads: [contentType],
  }).handleOrSend(async ({ query, headers, principal }) => {
    const pinned = await pin(context, { query, headers });
    const files = await archiveFiles(context, { principal, pinned, seed: query.seed });
    return {
      status: 200,
      contentType,
      fileName: 'casus-archive.zip',
      chunks: zipOf(files, pinned.today),
    };
  });
}
