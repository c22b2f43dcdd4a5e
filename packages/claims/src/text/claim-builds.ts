import type { Build } from './build.ts';
import { draft, inside, junction, last, list, listed, nameOf, optional, placed, wordOf } from './build.ts';

/** A comparison of a count of events with a number. */
function counted(is: string, value: number): Build {
  return ([, event, window], node) => {
    const measure = placed(event, { op: 'count', event: draft(event), window: draft(window), by: 'event' });
    return placed(node, { op: 'compare', measure, is, value });
  };
}

export const claimBuilds: Readonly<Record<string, Build>> = {
  ClaimAlone: ([claim]) => draft(claim),
  MeasureAlone: ([measure]) => draft(measure),
  Choice([options], node) {
    return placed(node, { op: 'choice', options: list(options) });
  },
  Option_claim([, name, , claim], node) {
    return placed(node, { name: draft(name), claim: draft(claim) });
  },
  Option_rest([, name], node) {
    return placed(node, { name: draft(name), claim: null });
  },
  Claim_given([claim, , condition], node) {
    return placed(node, { op: 'given', claim: draft(claim), condition: draft(condition) });
  },
  OrClaim_or: junction('or'),
  AndClaim_and: junction('and'),
  NotClaim_not([, claim], node) {
    return placed(node, { op: 'not', claim: draft(claim) });
  },
  OneClaim_nested: inside,
  OneClaim_all: listed('and'),
  OneClaim_any: listed('or'),
  OneClaim_for([, each, as, , event, within, onEmpty, , , claim], node) {
    return placed(node, {
      op: 'for',
      each: draft(each),
      as: nameOf(as),
      event: draft(event),
      within: draft(within),
      claim: draft(claim),
      onEmpty: optional(onEmpty),
    });
  },
  OneClaim_at([, , fluent, , time, zone], node) {
    return placed(node, { op: 'at', fluent: draft(fluent), time: draft(time), zone: optional(zone) });
  },
  OneClaim_edge([edge, , fluent, , window], node) {
    const side = wordOf(edge) === 'begins' ? 'start' : 'end';
    return placed(node, { op: 'edge', fluent: draft(fluent), edge: side, window: draft(window) });
  },
  OneClaim_some: counted('>=', 1),
  OneClaim_no: counted('=', 0),
  OneClaim_compare([measure, is, value], node) {
    return placed(node, { op: 'compare', measure: draft(measure), is: wordOf(is), value: draft(value) });
  },
  IfNone: last,
  InZone: last,
};

export const measureBuilds: Readonly<Record<string, Build>> = {
  Measure_count([, days, , event, , window], node) {
    const by = days?.children.length === 0 ? 'event' : 'day';
    return placed(node, { op: 'count', event: draft(event), window: draft(window), by });
  },
  Measure_distinct([, name, , event, , window], node) {
    return placed(node, { op: 'distinct', event: draft(event), var: nameOf(name), window: draft(window) });
  },
  Measure_sum([, attribute, range, , event, , window], node) {
    return placed(node, {
      op: 'sum',
      event: draft(event),
      attribute: draft(attribute),
      range: optional(range),
      window: draft(window),
    });
  },
  Range([, min, , max], node) {
    return placed(node, { min: draft(min), max: draft(max) });
  },
  Measure_maxWindow([, , event, , span, , window], node) {
    return placed(node, { op: 'maxWindow', event: draft(event), span: draft(span), window: draft(window) });
  },
  Measure_maxRun([, , fluent, , window, cut], node) {
    const measuredTo = optional(cut);
    return placed(node, { op: 'maxRun', fluent: draft(fluent), window: draft(window), measuredTo });
  },
  RunCut: last,
  Measure_length([, , fluent, , window], node) {
    return placed(node, { op: 'length', fluent: draft(fluent), window: draft(window) });
  },
  Measure_time([, , event, , window], node) {
    return placed(node, { op: 'time', event: draft(event), window: draft(window) });
  },
  Bound_multiple([times, , measure, sign, plus], node) {
    const added = Number(draft(plus)) * (wordOf(sign) === '-' ? -1 : 1);
    return placed(node, { times: draft(times), measure: draft(measure), plus: added === 0 ? 0 : added });
  },
};

export const windowBuilds: Readonly<Record<string, Build>> = {
  Between([, from, until, end, , zone], node) {
    const bound = wordOf(until);
    return placed(node, { op: 'between', from: draft(from), [bound]: draft(end), zone: draft(zone) });
  },
  Relative([beyond, , atMost, , of], node) {
    const moreThan = optional(beyond) ?? 0;
    return placed(node, { op: 'relative', of: nameOf(of), moreThan, atMost: draft(atMost) });
  },
  Beyond: last,
  Spell([, , , , fluent, window, ties], node) {
    return placed(node, { op: 'spell', fluent: draft(fluent), window: draft(window), ties: draft(ties) });
  },
  Ties: last,
};
