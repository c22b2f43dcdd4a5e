import type { ActorRegistered } from '../records/registers.ts';
import type { z } from 'zod';
import type { affiliation } from '../records/registers.ts';
import { countries } from './countries.ts';

type Affiliation = z.input<typeof affiliation>;

const office = (of: string, title: string, from: string, to?: string): Affiliation => ({
  of,
  as: 'office',
  title,
  from,
  ...(to !== undefined && { to }),
});

const person = (
  actor: string,
  affiliations: readonly Affiliation[],
  aliases: readonly string[] = [],
): ActorRegistered => ({
  actor,
  kind: 'person',
  title: actor,
  aliases: [...aliases],
  affiliations: [...affiliations],
});

const organ = (actor: string, of: string, aliases: readonly string[] = []): ActorRegistered => ({
  actor,
  kind: 'organ',
  title: actor,
  aliases: [...aliases],
  affiliations: [{ of, as: 'organ' }],
});

const group = (actor: string, title: string): ActorRegistered => ({
  actor,
  kind: 'group',
  title,
  aliases: title === actor ? [] : [title],
  affiliations: [],
});

/** Offices are dated by the first and the day after the last day in them. */
const persons: readonly ActorRegistered[] = [
  person(
    'Donald Trump',
    [office('USA', 'President', '2017-01-20', '2021-01-20'), office('USA', 'President', '2025-01-20')],
    ['Donald J. Trump', 'President Trump'],
  ),
  person('Joseph Biden', [office('USA', 'President', '2021-01-20', '2025-01-20')], ['Joe Biden']),
  person('Steve Witkoff', [office('USA', 'Special envoy', '2025-01-20')], ['Steven Witkoff']),
  person('Marco Rubio', [office('USA', 'Secretary of State', '2025-01-21')]),
  person('JD Vance', [office('USA', 'Vice President', '2025-01-20')], ['J. D. Vance']),
  person('Vladimir Putin', [office('RUS', 'President', '2012-05-07')]),
  person('Sergey Lavrov', [office('RUS', 'Foreign minister', '2004-03-09')], ['Sergei Lavrov']),
  person(
    'Volodymyr Zelensky',
    [office('UKR', 'President', '2019-05-20')],
    ['Volodymyr Zelenskyy', 'Volodymyr Zelenskiy'],
  ),
];

const organs: readonly ActorRegistered[] = [
  organ('Kremlin', 'RUS', ['The Kremlin']),
  organ('Russian Foreign Ministry', 'RUS'),
  organ('White House', 'USA', ['The White House']),
  organ('US Treasury', 'USA', ['United States Department of the Treasury']),
];

const groups: readonly ActorRegistered[] = [
  group('EU', 'European Union'),
  group('NATO', 'North Atlantic Treaty Organization'),
  group('UN', 'United Nations'),
  group('G7', 'G7'),
  group('P5+1', 'P5+1'),
];

/** Codes of the members, joined by spaces; a date is the day of joining or leaving. */
const memberships: readonly (Omit<Affiliation, 'as'> & { readonly members: string })[] = [
  {
    of: 'EU',
    members:
      'AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU SVK SVN ESP SWE',
  },
  { of: 'EU', members: 'GBR', to: '2020-02-01' },
  { of: 'G7', members: 'CAN FRA DEU ITA JPN GBR USA' },
  { of: 'P5+1', members: 'CHN FRA DEU RUS GBR USA' },
];

function membershipsOf(country: string): Affiliation[] {
  return memberships
    .filter(({ members }) => members.split(' ').includes(country))
    .map(({ of, to }) => ({ of, as: 'member', ...(to !== undefined && { to }) }));
}

/** The actors that a deployment starts with: states, some organs and groups, and people in office. */
export const actors: readonly ActorRegistered[] = [
  ...countries.map(([actor, title, ...aliases]): ActorRegistered => ({
    actor,
    kind: 'country',
    title,
    aliases: [title, ...aliases],
    affiliations: membershipsOf(actor),
  })),
  ...groups,
  ...organs,
  ...persons,
];
