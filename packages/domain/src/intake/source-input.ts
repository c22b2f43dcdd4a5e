import { z } from 'zod';
import { isZone } from '../dates/zone.ts';
import { sourceCaughtUp, sourceRead } from '../records/coverage.ts';
import { sourceRegistered } from '../records/registers.ts';

const { zone } = sourceRegistered.shape;

/** A source as a curator registers it. */
export const sourceInput = z.strictObject({
  ...sourceRegistered.shape,
  zone: zone.refine((name) => name === undefined || isZone(name), 'an IANA zone such as Europe/Kyiv'),
});

/** How far a source whose coverage is declared has been read; the source is named beside it. */
export const coverageInput = z.strictObject(sourceCaughtUp.omit({ source: true }).shape);

/** What a source with a lag was polled for. */
export const readInput = z.strictObject(sourceRead.omit({ source: true }).shape);
