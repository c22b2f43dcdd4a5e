/** What a verdict is refused for. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** @throws {Refused} always */
export function refuse(message: string): never {
  throw new Refused(message);
}

/** @throws {Refused} where the two are not the same JSON */
export function agree(what: string, said: unknown, found: unknown): void {
  if (canonical(said) !== canonical(found)) {
    refuse(`${what}: ${shortened(canonical(said))} is said, ${shortened(canonical(found))} follows`);
  }
}

/** One text for one JSON value, whatever the order of its keys. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  const inOrder = fields.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${inOrder.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
}

function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
