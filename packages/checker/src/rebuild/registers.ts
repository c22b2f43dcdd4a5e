import type { WorldRecord } from '@casus/domain/records';
import { dayOf, instantOf } from './dates.ts';
import { common, union } from '../decide/seconds.ts';
import type { Seconds } from '../decide/seconds.ts';

type DataOf<Name extends WorldRecord['name']> = Extract<WorldRecord, { readonly name: Name }>['data'];
export type TypeEntry = DataOf<'type-registered'>;
export type SourceEntry = DataOf<'source-registered'>;
export type ActorEntry = DataOf<'actor-registered'>;

/** What stands in the registers at a place in the log; later entries replace earlier ones. */
export interface Registers {
  readonly types: Map<string, TypeEntry>;
  readonly sources: Map<string, SourceEntry>;
  readonly actors: Map<string, ActorEntry>;
}

export function emptyRegisters(): Registers {
  return { types: new Map(), sources: new Map(), actors: new Map() };
}

/** From an actor to a person's office, its ministry, its state, its union: no further. */
const mostSteps = 8;

/** When an actor stands for another, directly or through what it stands for; a member stands for no group. */
export function standsFor({ actors }: Registers, actor: string, other: string): Seconds {
  return union(everythingFor(actors, actor).flatMap(({ of, when }) => (of === other ? when : [])));
}

/** The actor and all that it stands for at some time in these seconds, by name. */
export function sideOf({ actors }: Registers, actor: string, during: Seconds): readonly string[] {
  const stood = everythingFor(actors, actor).filter(({ when }) => common(when, during).length > 0);
  return [...new Set([actor, ...stood.map(({ of }) => of)])].toSorted();
}

interface Standing {
  readonly of: string;
  readonly when: Seconds;
}

function everythingFor(actors: Registers['actors'], actor: string): readonly Standing[] {
  const found: Standing[] = [];
  let last: readonly Standing[] = [{ of: actor, when: [{ from: -Infinity, to: Infinity }] }];
  for (let step = 0; step < mostSteps && last.length > 0; step += 1) {
    last = last.flatMap(({ of, when }) =>
      (actors.get(of)?.affiliations ?? [])
        .filter((each) => each.as !== 'member' && each.of !== actor)
        .map((each) => ({ of: each.of, when: common([termOf(each)], when) }))
        .filter((each) => each.when.length > 0 && !isFound(found, each)),
    );
    found.push(...last);
  }
  return found;
}

function isFound(found: readonly Standing[], { of, when }: Standing): boolean {
  return found.some((each) => each.of === of && common(each.when, when).length === when.length);
}

function termOf({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }) {
  const [first, last] = [startOf(from), startOf(to)];
  return { from: first ?? -8_640_000_000_000, to: last ?? 8_640_000_000_000 };
}

/** An instant, or the start of a day in UTC. */
function startOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const day = dayOf(text);
  return day === null ? instantOf(text) : day * 86_400;
}
