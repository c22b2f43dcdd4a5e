import { setImmediate } from 'node:timers/promises';

const sliceMs = 8;

/** Gives the event loop a turn whenever 8 ms of work have passed since the last one. */
export function timeSlices(): { pause(): Promise<void> | undefined } {
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
