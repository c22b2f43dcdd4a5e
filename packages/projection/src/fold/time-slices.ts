import { setImmediate } from 'node:timers/promises';

const sliceMs = 8;

export interface TimeSlices {
  pause(): Promise<void> | undefined;
}

/** Gives the event loop a turn whenever 8 ms of work have passed since the last one. */
export function timeSlices(): TimeSlices {
  let since = performance.now();
  return {
    pause() {
      if (performance.now() - since < sliceMs) return undefined;
      return setImmediate().then(() => {
        since = performance.now();
      });
    },
  };
}
