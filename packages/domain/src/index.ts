export { DomainError } from './errors.ts';
