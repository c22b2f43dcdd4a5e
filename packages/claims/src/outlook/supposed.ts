import type { AttributeValue, WorldEvent } from '@casus/domain/evidence';
import type { ActorTest, AttributeTest, Pattern } from '../language/terms.ts';
import { typesOf } from '../language/walk.ts';

/** Names of somebody, and of a value, that nothing else in a claim has. */
const somebody = 'somebody';
const something = 'something';
/** What is scheduled is taken to be a week off. */
const ahead = 7 * 86_400;

/** An event that matches a pattern at an instant, as if it were reported; null where none can be made up. */
export function supposedEvent(pattern: Pattern, at: number, dates: readonly string[]): WorldEvent | null {
  const [type] = typesOf(pattern);
  if (type === undefined || type === '*' || pattern.sources !== undefined) return null;
  const id = `supposed ${type} ${at}`;
  const given = (pattern.where ?? []).map((test) => [test.attribute, valueFor(test)] as const);
  const due = dates.map((name) => [name, { ends: [at + ahead] }] as const);
  return {
    id,
    type,
    participants: (pattern.participants ?? []).map((test) =>
      typeof test === 'string' ? test : firstOf(test.in),
    ),
    actor: actorFor(pattern.actor),
    target: actorFor(pattern.target),
    interval: { from: at, to: at + 1 },
    status: 'certain',
    attributes: Object.fromEntries([...due, ...given].map(([name, value]) => [name, [value]])),
    roots: [id],
    reports: [],
    firstLogTime: at * 1000,
  };
}

function actorFor(test: ActorTest | undefined): string {
  if (typeof test === 'string') return test;
  return test !== undefined && 'in' in test ? firstOf(test.in) : somebody;
}

function valueFor(test: AttributeTest): AttributeValue {
  if ('in' in test) return test.in[0] ?? something;
  if ('not' in test) return something;
  return typeof test.is === 'object' ? something : test.is;
}

function firstOf(names: readonly string[]): string {
  return names[0] ?? somebody;
}
