export { questionType, readQuestionRecord, readRecord, readWorldRecord, worldType } from './registry.ts';
export type { QuestionRecord, QuestionRecordInput, WorldRecord, WorldRecordInput } from './registry.ts';
export { aggregatesOf, questionDefinition } from './questions.ts';
export type {
  Aggregate,
  Condition,
  Outcome,
  QuestionDefinition,
  QuestionDefinitionInput,
} from './questions.ts';
export { predictionValue } from './predictions.ts';
export type { PredictionValue } from './predictions.ts';
export type { ReportContent } from './reports.ts';
export { typeRegistered } from './registers.ts';
export type { ActorRegistered, SourceRegistered, TypeRegistered } from './registers.ts';
export { questionRecord, worldRecord } from './write-record.ts';
export type { WrittenRecord } from './write-record.ts';
