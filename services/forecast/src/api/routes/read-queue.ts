import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { eventView } from '../present/event.ts';
import { questionLines } from '../read-question.ts';
import { cutShape } from '../shapes/cut.ts';
import { eventShape } from '../shapes/event.ts';
import { questionLineShape } from '../shapes/question.ts';
import { disputedEvents } from '../store/events.ts';
import { listQuestions } from '../store/questions.ts';
import { readView } from '../view.ts';

const limit = 100;

export function readQueueRoute(context: ApiContext): Route {
  const questions = z.array(questionLineShape).describe(`At most ${limit}, by closing time.`);
  return route({
    method: 'GET',
    path: '/v1/curator/queue',
    name: 'readCuratorQueue',
    summary: 'What waits for a curator',
    tag: 'Questions',
    allow: ['curator'],
    replies: {
      200: z.object({
        contested: questions,
        undecided: questions,
        disputed: z.array(eventShape).describe(`Events that somebody official denies, the last ${limit}.`),
        cut: cutShape,
      }),
    },
  }).handle(async ({ headers, principal }) => {
    const body = await readView(context, { headers }, async (view) => {
      const linesOf = async (status: 'contested' | 'undecided') =>
        questionLines(view, (await listQuestions(view, { status, limit })).slice(0, limit), principal);
      const [contested, undecided] = [await linesOf('contested'), await linesOf('undecided')];
      return { contested, undecided, disputed: (await disputedEvents(view, limit)).map(eventView) };
    });
    return { status: 200, body };
  });
}
