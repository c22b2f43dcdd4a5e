import { fluentOf } from './fluents.ts';
import { happenings } from './happenings.ts';
import type { Terms } from './world.ts';

export const terms: Terms = { happenings, fluent: fluentOf };
