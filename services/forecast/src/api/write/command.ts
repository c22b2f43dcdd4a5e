import type { QuestionRecordInput } from '@casus/domain/records';
import type { TextRef } from '@casus/platform/accounts';
import type { Principal } from '@casus/platform/accounts';
import type { ApiContext } from '../context.ts';
import type { CommandBody } from '../shapes/command.ts';
import type { QuestionView } from '../shapes/question.ts';
import { appendAndDecide } from './append.ts';
import type { Pending } from './append.ts';
import { readQuestion } from '../read-question.ts';
import type { Cut } from '../shapes/cut.ts';

/** Who commands, and what was asked. */
export interface Commanded {
  readonly questionId: string;
  readonly writeId: string;
  readonly principal: Principal;
  readonly body: CommandBody;
}

/** What every record of a command has. */
export interface CommandData {
  readonly questionId: string;
  readonly expectedRevision: number;
  readonly by: string;
  readonly reason: TextRef;
}

type Decided = {
  readonly status: 200;
  readonly body: QuestionView & { cut: Cut };
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * A command on a question's lifecycle: keeps the reason as a text under the record's id, appends, and answers with
 * the question as it then stands.
 */
export async function commandQuestion(
  context: ApiContext,
  { questionId, writeId, principal, body }: Commanded,
  recordOf: (data: CommandData) => QuestionRecordInput,
): Promise<Decided | Pending> {
  const reason = await context.texts.put(body.reason, writeId);
  const { expectedRevision } = body;
  const record = recordOf({ questionId, expectedRevision, by: principal.id, reason });
  const written = await appendAndDecide(context, { questionId, writeId, record }, async () =>
    readQuestion(context, { questionId, principal, headers: {} }),
  );
  return 'answer' in written ? { status: 200, body: written.answer, headers: written.headers } : written;
}
