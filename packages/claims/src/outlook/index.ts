export { outlook } from './outlook.ts';
export type { Outlook } from './outlook.ts';
export { outlookText } from './text.ts';
