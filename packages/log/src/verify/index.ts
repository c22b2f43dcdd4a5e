export { chainFindings } from './chain.ts';
export { storedFindings } from './stored.ts';
