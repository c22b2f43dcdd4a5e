import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Server } from '../create-server.ts';
import { Problem } from '../problem.ts';

/** Bodies that are rows of text. */
const textBodyTypes = ['text/csv', 'application/x-ndjson'] as const;

export type TextBodyType = (typeof textBodyTypes)[number];

/** A body as it came, for a handler that reads it row by row; a client may also send it like this, as JSON. */
export const textBody = z.strictObject({ contentType: z.enum(textBodyTypes), text: z.string() });

export type TextBody = z.infer<typeof textBody>;

/** Lets the server read such bodies, UTF-8. Which routes take them is {@link checkBodyType}'s to say. */
export function parseTextBodies(server: Server): void {
  // read by default, and taken by no route
  server.removeContentTypeParser('text/plain');
  for (const contentType of textBodyTypes)
    server.addContentTypeParser(contentType, { parseAs: 'string' }, (_request, text, done) => {
      done(null, { contentType, text });
    });
}

/**
 * Refuses a text body where the route takes JSON only, before it is read.
 * @throws {Problem} `unsupported-media-type`
 */
export function checkBodyType(request: FastifyRequest, taken: readonly TextBodyType[] = []): void {
  const [sent = ''] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const found = textBodyTypes.find((each) => each === sent.trim());
  if (found === undefined || taken.includes(found)) return;
  throw new Problem('unsupported-media-type', `This takes application/json, not ${found}.`);
}
