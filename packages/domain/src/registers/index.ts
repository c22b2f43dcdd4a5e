export { actors } from './actors.ts';
export { countries } from './countries.ts';
export {
  registerActor,
  registerRecords,
  registerSource,
  registerType,
  startingTypes,
} from './register-records.ts';
export type { RegisterRecord } from './register-records.ts';
export { sources } from './sources.ts';
export { taxonomy } from './taxonomy.ts';
export type { TypeDraft } from './taxonomy.ts';
