import { publishedAggregate } from '@casus/domain/questions';
import type { Aggregate, QuestionDefinition } from '@casus/domain/records';
import { mayAct } from '@casus/platform/accounts';
import type { Principal } from '@casus/platform/accounts';
import { readAggregates } from './crowd/read-aggregates.ts';
import type { AggregateAt } from './crowd/read-aggregates.ts';
import { readCrowds } from './crowd/read-crowd.ts';
import { crowdView, movementView, saidView } from './present/forecast.ts';
import { isRevealed } from './present/question.ts';
import { requireQuestion } from './read-question.ts';
import type { AggregateView, ForecastView } from './shapes/forecast.ts';
import { isoOf } from './times.ts';
import type { View } from './view.ts';

export interface ForecastAsked {
  readonly questionId: string;
  readonly principal: Principal;
  /** Whose steps are wanted, where not the published one's. */
  readonly aggregate: Aggregate | undefined;
}

/** @throws {DomainError} `question-unknown` */
export async function readForecast(
  view: View,
  { questionId, principal, aggregate }: ForecastAsked,
): Promise<ForecastView> {
  const found = await requireQuestion(view, questionId);
  const { definition } = found.question;
  const published = publishedAggregate(definition);
  const stepsOf = aggregate ?? published;
  const common = { questionId, revealAt: found.revealAt, published, stepsOf };
  if (!isRevealed(found, { principal, today: view.today })) return { ...common, ...hiddenForecast() };
  const crowd = (await readCrowds(view, [found])).get(questionId);
  const { all, steps, weights } = await readAggregates(view, found, stepsOf);
  return {
    ...common,
    hidden: false,
    forecast: crowd?.now ? crowdView(definition, crowd.now) : null,
    movement: crowd ? movementView(found.question, crowd) : null,
    aggregates: all.map((each) => aggregateView(definition, each)),
    steps: steps.map((each) => crowdView(definition, each)),
    weights: mayAct(principal, ['curator']) ? [...weights] : null,
  };
}

function hiddenForecast(): Omit<ForecastView, 'questionId' | 'revealAt' | 'published' | 'stepsOf'> {
  return { hidden: true, forecast: null, movement: null, aggregates: [], steps: [], weights: null };
}

function aggregateView(
  definition: QuestionDefinition,
  { aggregate, at, n, ...said }: AggregateAt,
): AggregateView {
  return { aggregate, asOf: isoOf(at), n, ...saidView(definition, said) };
}
