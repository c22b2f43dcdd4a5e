import type { SourceRegistered } from '../records/registers.ts';

const declared = { mode: 'declared' } as const;

/** The sources of the demonstration, and the event streams that come with readers. */
export const sources: readonly SourceRegistered[] = [
  {
    source: 'press',
    title: 'Press agencies',
    owner: 'press',
    official: [],
    zone: 'America/New_York',
    coverage: declared,
  },
  {
    source: 'white-house',
    title: 'The White House',
    owner: 'usa-government',
    official: ['USA'],
    zone: 'America/New_York',
    coverage: declared,
  },
  {
    source: 'us-treasury',
    title: 'US Department of the Treasury',
    owner: 'usa-government',
    official: ['USA'],
    zone: 'America/New_York',
    coverage: declared,
  },
  {
    source: 'us-customs',
    title: 'US Customs and Border Protection',
    owner: 'usa-government',
    official: ['USA'],
    zone: 'America/New_York',
    coverage: declared,
  },
  {
    source: 'kremlin',
    title: 'The Kremlin',
    owner: 'russian-government',
    official: ['RUS'],
    zone: 'Europe/Moscow',
    coverage: declared,
  },
  {
    source: 'russian-foreign-ministry',
    title: 'Russian Foreign Ministry',
    owner: 'russian-government',
    official: ['RUS'],
    zone: 'Europe/Moscow',
    coverage: declared,
  },
  {
    source: 'eu-council',
    title: 'Council of the European Union',
    owner: 'eu-council',
    official: ['EU'],
    zone: 'Europe/Brussels',
    coverage: declared,
  },
  {
    source: 'icews18',
    title: 'ICEWS coded events of 2018',
    owner: 'icews',
    official: [],
    zone: 'UTC',
    coverage: { mode: 'evidence-only' },
  },
  {
    source: 'desk',
    title: 'The desk: reports filed by hand',
    owner: 'desk',
    official: [],
    coverage: { mode: 'evidence-only' },
  },
];
