export { allDelivered, appendDiscard, names, randomToys, toyRecord } from './toy-log.ts';
export { storableToys, toyProjections } from './toy.ts';
export type { ToyData } from './toy.ts';
