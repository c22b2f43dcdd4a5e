import { foldQuestion, foldQuestionFate } from '../questions/fold-question.ts';
import { foldWorld, foldWorldFate } from '../world/fold-world.ts';
import type { ParkingFolds } from './take-in.ts';

export const worldFolds: ParkingFolds = { fold: foldWorld, fate: foldWorldFate };
export const questionFolds: ParkingFolds = { fold: foldQuestion, fate: foldQuestionFate };
