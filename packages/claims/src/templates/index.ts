export { fillTemplate, templates } from './templates.ts';
