import type { Evidence } from '@casus/domain/evidence';

/** What is known beside the events. */
export type Surroundings = Omit<Evidence, 'eventsOf'>;
