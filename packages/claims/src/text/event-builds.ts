import type { Build, Draft } from './build.ts';
import { draft, inside, junction, last, list, listed, optional, placed } from './build.ts';

type Fields = { readonly [field: string]: Draft };

export const eventBuilds: Readonly<Record<string, Build>> = {
  Event_while([event, , fluent, ties], node) {
    return placed(node, { op: 'during', event: draft(event), fluent: draft(fluent), ties: draft(ties) });
  },
  Event_after([event, , earlier, , , moreThan, , , atMost], node) {
    return placed(node, {
      op: 'after',
      event: draft(event),
      earlier: draft(earlier),
      moreThan: draft(moreThan),
      atMost: draft(atMost),
    });
  },
  OneEvent_starts([, , event, , quiet], node) {
    return placed(node, { op: 'starts', event: draft(event), quiet: draft(quiet) });
  },
  OneEvent_nth([, , n, , event, , window], node) {
    return placed(node, { op: 'nth', n: draft(n), event: draft(event), window: draft(window) });
  },
  OneEvent_first([, , event, , window], node) {
    return placed(node, { op: 'nth', n: 1, event: draft(event), window: draft(window) });
  },
  OneEvent_nested: inside,
  Pattern([types, among, by, on, tests, told], node) {
    const sources = optional(told);
    return placed(node, {
      op: 'match',
      type: draft(types),
      actor: optional(by),
      target: optional(on),
      participants: optional(among),
      where: optional(tests),
      sources: typeof sources === 'string' ? [sources] : namesIn(sources),
    });
  },
  Types_several: ([, types]) => list(types),
  Among: ([, participants]) => list(participants),
  By: last,
  On: last,
  Actor_not([, actor], node) {
    return placed(node, { not: draft(actor) });
  },
  Names([, names], node) {
    return placed(node, { in: list(names) });
  },
  With: ([, tests]) => list(tests),
  Test_in([attribute, , , values], node) {
    return placed(node, { attribute: draft(attribute), in: list(values) });
  },
  Test_not([attribute, , value], node) {
    return placed(node, { attribute: draft(attribute), not: draft(value) });
  },
  Test_is([attribute, , value], node) {
    return placed(node, { attribute: draft(attribute), is: draft(value) });
  },
  Told: last,
};

function namesIn(names: Draft | undefined): Draft | undefined {
  return typeof names === 'object' && names !== null && 'in' in names ? names.in : undefined;
}

export const fluentBuilds: Readonly<Record<string, Build>> = {
  Fluent_or: junction('or'),
  AndFluent_and: junction('and'),
  NotFluent_not([, fluent], node) {
    return placed(node, { op: 'not', fluent: draft(fluent) });
  },
  OneFluent_hold([, , parts], node) {
    const empty: Fields = { op: 'hold', openings: [], endings: [] };
    const written = list(parts) as readonly Fields[];
    return placed(
      node,
      written.reduce((hold, part) => ({ ...hold, ...part }), empty),
    );
  },
  OneFluent_quiet([, , event], node) {
    return placed(node, { op: 'quiet', event: draft(event) });
  },
  OneFluent_named([, name], node) {
    return placed(node, { op: 'named', name: draft(name) });
  },
  OneFluent_all: listed('and'),
  OneFluent_any: listed('or'),
  OneFluent_nested: inside,
  Opened: ([, , openings]) => ({ openings: list(openings) }),
  Opening_lapse([event, , lapse], node) {
    return placed(node, { event: draft(event), lapse: draft(lapse) });
  },
  Opening_dated([event, , attribute, , grace, longest], node) {
    const until = placed(attribute, { attribute: draft(attribute), grace: draft(grace) });
    return placed(node, { event: draft(event), until, longest: optional(longest) });
  },
  Longest: last,
  Ended: ([, , endings]) => ({ endings: list(endings) }),
  Ending([event, , ends], node) {
    return placed(node, { event: draft(event), ends: draft(ends) });
  },
  Seed([, at, , end, , evidence], node) {
    return { seed: placed(node, { at: draft(at), end: draft(end), evidence: draft(evidence) }) };
  },
};
