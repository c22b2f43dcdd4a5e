/**
 * Asks for the next value while the last one is dealt with. The source must end when it is told to by other means:
 * a value that is being waited for is not given up.
 */
export async function* readAhead<T>(source: AsyncIterator<T, unknown>): AsyncGenerator<T> {
  let upcoming = source.next();
  for (;;) {
    const result = await upcoming;
    if (result.done === true) return;
    upcoming = source.next();
    upcoming.catch(() => undefined); // thrown where it is awaited
    yield result.value;
  }
}
