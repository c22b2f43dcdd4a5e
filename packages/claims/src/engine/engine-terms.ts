import { occurrencesOf } from './events.ts';
import { fluentState } from './fluents.ts';
import type { Terms } from './model.ts';

export const engineTerms: Terms = { occurrences: occurrencesOf, fluent: fluentState };
