/** Alterations of a JSON value, one field at a time. */

export interface Alteration {
  /** Place of the field, such as `/certificate/events/0/type`. */
  readonly path: string;
  readonly altered: unknown;
}

/** Every way in which one field is another, gone, or one of a list twice; nested to any depth. */
export function* alterationsOf(value: unknown, path = ''): Generator<Alteration> {
  for (const altered of othersOf(value)) yield { path, altered };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, field] of Object.entries(value)) {
    const rebuilt = (altered: unknown): unknown => {
      if (Array.isArray(value))
        return value.map((each: unknown, index) => (String(index) === key ? altered : each));
      return { ...value, [key]: altered };
    };
    for (const each of alterationsOf(field, `${path}/${key}`)) {
      yield { path: each.path, altered: rebuilt(each.altered) };
    }
    yield { path: `${path}/${key}`, altered: without(value, key) };
  }
}

function without(value: object, key: string): unknown {
  if (Array.isArray(value)) return value.filter((_, index) => String(index) !== key);
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

const aDay = 86_400;

/** Other values of the same kind. */
function othersOf(value: unknown): readonly unknown[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1, value - 1, value + aDay * (value > 1e11 ? 1000 : 1)];
  if (typeof value === 'string') return textsBeside(value);
  if (value === null) return ['another', 7];
  return Array.isArray(value) && value.length > 0 ? [[...(value as unknown[]), value[0]]] : [];
}

/** A text a little longer; a date or an instant, the day after as well; a word of few, another of them. */
function textsBeside(text: string): readonly string[] {
  const dated = /^(\d{4}-\d\d-\d\d)(.*)$/.exec(text);
  const ms = Date.parse(`${dated?.[1] ?? ''}T00:00:00Z`);
  const next = Number.isNaN(ms)
    ? []
    : [`${new Date(ms + aDay * 1000).toISOString().slice(0, 10)}${dated?.[2] ?? ''}`];
  const words = ['certain', 'possible', 'asserts', 'denies', 'true', 'false', 'void', 'open'];
  return [`${text}x`, ...next, ...(words.includes(text) ? words.filter((word) => word !== text) : [])];
}
