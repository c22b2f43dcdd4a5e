import { assertShown, certificate as certificateShape, conclude, Refused } from '@casus/checker/decide';
import type { Evaluation } from '@casus/claims';
import type { WorldEvent } from '@casus/domain/evidence';
import { isDecided, verdictText } from '@casus/domain/verdict';
import type { SmallCase } from './small-world.ts';
import { deputy } from './small-world.ts';

function assertingSources({ reports }: WorldEvent): readonly string[] {
  return reports.flatMap(({ stance, source }) => (stance === 'asserts' ? [source] : []));
}

/** What the independent checker refuses a certificate for; null where it concludes the same. */
export function refusalOf(small: SmallCase, { verdict, certificate }: Evaluation): string | null {
  try {
    const carried = certificateShape.parse(JSON.parse(JSON.stringify(certificate)));
    const facts = small.events
      .filter(({ id }) => carried.events.some((each) => each.id === id))
      .map((event) => ({ ...event, sources: assertingSources(event) }));
    const inOrder = carried.events.flatMap(({ id }) => facts.find((each) => each.id === id) ?? []);
    const standsFor = (actor: string, other: string) =>
      actor === deputy.actor && other === deputy.of ? [deputy] : [];
    const rebuilt = { facts: inOrder, standsFor };
    assertShown(small.question, carried, rebuilt);
    if (!isDecided(verdict.value)) return null;
    const { value, decidedAt } = conclude(small.question, carried, rebuilt);
    if (value !== verdictText(verdict.value)) return `concludes ${value}`;
    return decidedAt === verdict.decidedAt ? null : `decided at ${decidedAt}, not ${verdict.decidedAt}`;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}
