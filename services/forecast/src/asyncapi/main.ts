import { writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { asyncApiDocument } from './document.ts';

/** Writes `docs/asyncapi.yaml` anew. */
const file = new URL('../../../../docs/asyncapi.yaml', import.meta.url);
await writeFile(file, stringify(asyncApiDocument()));
