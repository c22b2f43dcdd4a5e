import { positionText } from '@casus/log';
import type { ResolutionView } from '../shapes/resolution.ts';
import type { FoundResolution } from '../store/resolutions.ts';
import { resolutionView } from './question.ts';

/** `texts` are the reasons that are still kept, by text id. */
export function resolutionLine(
  { partition, resolution }: FoundResolution,
  texts: ReadonlyMap<string, string>,
): ResolutionView {
  const { reasonTextId, cause, offset } = resolution;
  const reason = reasonTextId === undefined ? null : (texts.get(reasonTextId) ?? null);
  return {
    ...resolutionView(resolution, reason),
    cause,
    position: positionText({ topic: 'questions', partition, offset }),
  };
}
