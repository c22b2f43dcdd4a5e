import { z } from 'zod';
import type { Choice, Claim, EventTerm, Fluent, Measure, TimeMeasure, Window } from './terms.ts';

const seconds = z.int().min(-8_640_000_000_000).max(8_640_000_000_000);
const duration = z.int().min(0);
const dottedType = z.string().regex(/^(\*|[a-z0-9-]+(\.[a-z0-9-]+)*)$/, 'expected a dotted type or *');
const actorId = z.string().min(1).max(200);
const variable = z.strictObject({ var: z.string().regex(/^[a-z][a-zA-Z0-9]*$/) });
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const attribute = z.string().min(1).max(100);
const ties = z.enum(['unknown', 'inside', 'outside']);

const actorTest = z.union([
  actorId,
  variable,
  z.strictObject({ not: z.union([actorId, variable]) }),
  z.strictObject({ in: z.array(actorId).min(1).max(40) }),
]);

const attributeTest = z.union([
  z.strictObject({ attribute, is: z.union([scalar, variable]) }),
  z.strictObject({ attribute, not: z.union([scalar, variable]) }),
  z.strictObject({ attribute, in: z.array(scalar).min(1).max(40) }),
]);

const pattern = z.strictObject({
  op: z.literal('match'),
  type: z.union([dottedType, z.array(dottedType).min(1).max(8)]),
  actor: actorTest.exactOptional(),
  target: actorTest.exactOptional(),
  participants: z
    .array(z.union([actorId, z.strictObject({ in: z.array(actorId).min(1).max(40) })]))
    .min(1)
    .max(8)
    .exactOptional(),
  where: z.array(attributeTest).min(1).max(8).exactOptional(),
  sources: z.array(z.string().min(1).max(200)).min(1).max(40).exactOptional(),
});

const between = z.strictObject({
  op: z.literal('between'),
  from: seconds,
  until: seconds,
  zone: z.string().min(1),
  offsets: z.array(z.tuple([seconds, z.int()])).min(1),
});

export const eventTerm: z.ZodType<EventTerm> = z.lazy(() =>
  z.discriminatedUnion('op', [
    pattern,
    z.strictObject({ op: z.literal('during'), event: eventTerm, fluent, ties }),
    z.strictObject({
      op: z.literal('after'),
      event: eventTerm,
      earlier: eventTerm,
      moreThan: duration,
      atMost: duration,
    }),
    z.strictObject({ op: z.literal('starts'), event: eventTerm, quiet: duration.min(1) }),
    z.strictObject({
      op: z.literal('nth'),
      n: z.int().min(1).max(1000),
      event: eventTerm,
      window,
    }),
  ]),
);

const opening = z.union([
  z.strictObject({ event: pattern, lapse: duration.min(1) }),
  z.strictObject({
    event: pattern,
    until: z.strictObject({ attribute, grace: duration }),
    longest: duration.min(1),
  }),
]);

export const fluent: z.ZodType<Fluent> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({
      op: z.literal('hold'),
      openings: z.array(opening).max(16),
      endings: z.array(z.strictObject({ event: pattern, ends: z.enum(['all', 'only']) })).max(16),
      seed: z
        .strictObject({ at: seconds, end: seconds, evidence: z.string().min(1).max(500) })
        .exactOptional(),
    }),
    z.strictObject({ op: z.literal('quiet'), event: eventTerm }),
    z.strictObject({ op: z.literal('and'), of: z.array(fluent).min(1).max(8) }),
    z.strictObject({ op: z.literal('or'), of: z.array(fluent).min(1).max(8) }),
    z.strictObject({ op: z.literal('not'), fluent }),
  ]),
);

export const window: z.ZodType<Window> = z.lazy(() =>
  z.discriminatedUnion('op', [
    between,
    z.strictObject({
      op: z.literal('relative'),
      of: variable.shape.var,
      moreThan: duration,
      atMost: duration,
    }),
    z.strictObject({ op: z.literal('spell'), fluent, window: between, ties }),
  ]),
);

const numberRange = z.strictObject({ min: z.number().finite(), max: z.number().finite() });

const time = z.strictObject({ op: z.literal('time'), event: eventTerm, window });

export const measureSchema: z.ZodType<Measure> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('count'), event: eventTerm, window, by: z.enum(['event', 'day']) }),
    z.strictObject({ op: z.literal('distinct'), event: eventTerm, var: variable.shape.var, window }),
    z.strictObject({ op: z.literal('sum'), event: eventTerm, attribute, range: numberRange, window }),
    z.strictObject({ op: z.literal('maxWindow'), event: eventTerm, window, span: duration.min(1) }),
    z.strictObject({ op: z.literal('maxRun'), fluent, window, measuredTo: seconds.exactOptional() }),
    z.strictObject({ op: z.literal('length'), fluent, window }),
    time,
  ]),
);

/** What is stored of a date question's claim. */
export const timeSchema: z.ZodType<TimeMeasure> = z.discriminatedUnion('op', [time]);

const comparison = z.strictObject({
  op: z.literal('compare'),
  measure: measureSchema,
  is: z.enum(['<', '<=', '=', '!=', '>=', '>']),
  value: z.union([
    z.number().finite(),
    z.strictObject({
      times: z.number().positive().finite(),
      measure: measureSchema,
      plus: z.number().finite(),
    }),
  ]),
});

/** What is stored of a binary question's claim; dates and durations are numbers already. */
export const claimSchema: z.ZodType<Claim> = z.lazy(() =>
  z.discriminatedUnion('op', [
    comparison,
    z.strictObject({ op: z.literal('at'), fluent, time: seconds }),
    z.strictObject({ op: z.literal('edge'), fluent, edge: z.enum(['start', 'end']), window }),
    z.strictObject({
      op: z.literal('for'),
      each: z.enum(['all', 'some', 'first']),
      as: variable.shape.var,
      event: eventTerm,
      within: between,
      claim: claimSchema,
      onEmpty: z.enum(['true', 'false', 'void']).exactOptional(),
    }),
    z.strictObject({ op: z.literal('and'), of: z.array(claimSchema).min(1).max(20) }),
    z.strictObject({ op: z.literal('or'), of: z.array(claimSchema).min(1).max(20) }),
    z.strictObject({ op: z.literal('not'), claim: claimSchema }),
    z.strictObject({ op: z.literal('given'), claim: claimSchema, condition: claimSchema }),
  ]),
);

/** The options of a multiple choice that claims decide. */
export const choiceSchema: z.ZodType<Choice> = z.strictObject({
  op: z.literal('choice'),
  options: z
    .array(z.strictObject({ name: z.string().min(1).max(100), claim: claimSchema.nullable() }))
    .min(2)
    .max(20),
});
