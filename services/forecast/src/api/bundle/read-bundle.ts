import { DomainError } from '@casus/domain';
import type { EventLog, Position, Topic } from '@casus/log';
import { findCertificate } from '../store/certificates.ts';
import { logTimes } from '../store/log-times.ts';
import { namedOffsets } from '../store/named-records.ts';
import { definitionOffsets } from '../store/questions.ts';
import type { FoundQuestion } from '../store/questions.ts';
import { verdictHistory } from '../store/verdicts.ts';
import type { FoundVerdict } from '../store/verdicts.ts';
import type { View } from '../view.ts';
import type { BundledRecord, BundleView } from '../shapes/bundle.ts';
import { citedRecords } from './cited.ts';

/** A record that a bundle needs, before it is read from the log. */
interface Wanted {
  readonly position: Position;
  /** Epoch milliseconds. */
  readonly logTime: number;
}

/** What a bundle holds, its records by their places: all that has to be read within the view. */
export interface Outline {
  readonly questionId: string;
  readonly definition: readonly Wanted[];
  readonly verdict: Wanted;
  readonly certificate: unknown;
  readonly since: { readonly verdict: Wanted; readonly certificate: unknown } | null;
  readonly records: readonly Wanted[];
}

/**
 * What a verdict can be checked by; the n-th accepted one, or the last.
 * @throws {DomainError} `verdict-unknown`
 */
export async function outlineOf(
  view: View,
  { question, partition }: FoundQuestion,
  number: number | undefined,
): Promise<Outline> {
  const { questionId } = question;
  const history = await verdictHistory(view, questionId);
  const index = (number ?? history.length) - 1;
  const chosen = history[index];
  if (chosen === undefined) {
    throw new DomainError('verdict-unknown', `${history.length} verdicts were given on ${questionId}.`);
  }
  const { verdict } = chosen;
  const certificate = await certificateOf(view, chosen);
  const offsets = await definitionOffsets(view, questionId, verdict.definition);
  const coverage = question.definition.coverage.map(({ source }) => source);
  const world = await namedOffsets(view, {
    cut: verdict.world,
    records: citedRecords(certificate),
    sources: coverage,
  });
  const first = firstOfValue(history.slice(0, index + 1));
  return {
    questionId,
    certificate,
    definition: await wantedOf(view, { topic: 'questions', partition }, offsets),
    verdict: await wantedOne(view, partition, verdict.offset),
    since:
      first === chosen
        ? null
        : {
            verdict: await wantedOne(view, partition, first.verdict.offset),
            certificate: await certificateOf(view, first),
          },
    records: await wantedOf(view, { topic: 'world', partition: 0 }, world),
  };
}

async function certificateOf(view: View, { verdict }: FoundVerdict): Promise<unknown> {
  return verdict.certificate ?? (await findCertificate(view.db, verdict.certificateHash));
}

/** The verdict since which the last one's value and definition have stood without a break. */
function firstOfValue(history: readonly FoundVerdict[]): FoundVerdict {
  const key = ({ verdict }: FoundVerdict): string =>
    JSON.stringify([verdict.definition, verdict.verdict.value]);
  const last = history.at(-1);
  const broken = history.findLastIndex((each) => last !== undefined && key(each) !== key(last));
  const first = history[broken + 1];
  if (first === undefined) throw new TypeError('there is no verdict');
  return first;
}

async function wantedOne(view: View, partition: number, offset: number): Promise<Wanted> {
  const [wanted] = await wantedOf(view, { topic: 'questions', partition }, [offset]);
  if (wanted === undefined) throw new TypeError(`no record is folded at questions/${partition}@${offset}`);
  return wanted;
}

async function wantedOf(
  view: View,
  { topic, partition }: { readonly topic: Topic; readonly partition: number },
  offsets: readonly number[],
): Promise<readonly Wanted[]> {
  const times = await logTimes(view, { topic, partition }, offsets);
  return offsets.map((offset) => ({
    position: { topic, partition, offset },
    logTime: times.get(offset) ?? 0,
  }));
}

/** The bundle with its records, read from the log. */
export async function bundleFrom(log: EventLog, outline: Outline): Promise<BundleView> {
  const { questionId, certificate, since } = outline;
  const read = (wanted: Wanted): Promise<BundledRecord> => recordAt(log, wanted);
  return {
    format: 'casus-verdict-bundle-1',
    questionId,
    definition: await inOrder(outline.definition, read),
    verdict: await read(outline.verdict),
    certificate: certificate ?? null,
    since: since && { verdict: await read(since.verdict), certificate: since.certificate ?? null },
    records: await inOrder(outline.records, read),
  };
}

async function inOrder(
  wanted: readonly Wanted[],
  read: (wanted: Wanted) => Promise<BundledRecord>,
): Promise<BundledRecord[]> {
  const records: BundledRecord[] = [];
  for (const each of wanted) records.push(await read(each));
  return records;
}

async function recordAt(log: EventLog, { position, logTime }: Wanted): Promise<BundledRecord> {
  const { topic, partition, offset } = position;
  const [record] = await log.read(topic, partition, offset, 1);
  if (record === undefined) throw new TypeError(`the log has no record at ${topic}/${partition}@${offset}`);
  const { id, type, key, data } = record;
  return { position: { topic, partition, offset }, id, type, key, logTime, data };
}
