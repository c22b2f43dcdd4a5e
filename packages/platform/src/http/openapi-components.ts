import { z } from 'zod';

export type JsonObject = { readonly [name: string]: unknown };

/** Whether a schema describes what is sent to the server, or what it answers: defaults and coercions differ. */
export type Direction = 'input' | 'output';

/** Collects the schemas that several places of a document share, under `#/components/schemas`. */
export class Components {
  readonly #schemas = new Map<string, JsonObject>();

  add(name: string, schema: z.ZodType, direction: Direction): void {
    this.#schemas.set(name, this.inline(name, schema, direction));
  }

  /**
   * A schema as it stands in the document. Definitions that it shares with itself (recursion, `.meta({ id })`) move
   * to the components; nameless ones get `owner`'s name in front.
   */
  inline(owner: string, schema: z.ZodType, direction: Direction): JsonObject {
    const {
      $schema: _,
      $defs = {},
      ...own
    } = z.toJSONSchema(schema, { io: direction, unrepresentable: 'any' });
    const nameOf = (definition: string): string =>
      definition.startsWith('__')
        ? `${owner}${definition}`
        : `${definition}${direction === 'input' ? 'Input' : ''}`;
    for (const [definition, text] of Object.entries($defs))
      this.#schemas.set(nameOf(definition), relink(text, nameOf));
    return relink(own, nameOf);
  }

  schemas(): JsonObject {
    return Object.fromEntries([...this.#schemas].toSorted(([a], [b]) => a.localeCompare(b)));
  }
}

function relink(schema: object, nameOf: (definition: string) => string): JsonObject {
  const text = JSON.stringify(schema).replaceAll(
    /"\$ref":"#\/\$defs\/([^"]+)"/g,
    (_, definition: string) => `"$ref":"#/components/schemas/${nameOf(definition)}"`,
  );
  return Object.fromEntries(Object.entries(JSON.parse(text) as object));
}
