import { z } from 'zod';
import { StartupError } from '../process/startup-error.ts';

/** One zod object per service: each key is an environment variable, each value has a description. */
export type Configuration<Shape extends z.ZodRawShape> = z.ZodObject<Shape>;

/** A variable as it is documented; `default` is JSON, undefined when the variable must be given, or may be absent. */
export type VariableDoc = {
  readonly name: string;
  readonly description: string;
  readonly default: string | undefined;
};

/**
 * @example
 * const config = configuration({ CASUS_PORT: portNumber.default(8080).describe('TCP port of the REST API') });
 * @throws {Error} when a variable has no description
 */
export function configuration<Shape extends z.ZodRawShape>(shape: Shape): Configuration<Shape> {
  const silent = Object.keys(shape).filter((name) => descriptionOf(shape[name]) === '');
  if (silent.length > 0)
    throw new Error(`configuration variables without a description: ${silent.join(', ')}`);
  return z.object(shape);
}

/**
 * The configuration that an environment spells out; an empty variable counts as absent.
 * @throws {StartupError} naming every variable that is wrong, without its value: it may be a secret
 */
export function readConfiguration<Shape extends z.ZodRawShape>(
  schema: Configuration<Shape>,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<Configuration<Shape>> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const complaints = result.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? '');
    return `  ${name}: ${issue.message} — ${descriptionOf(schema.shape[name])}`;
  });
  throw new StartupError(['The configuration is wrong:', ...complaints].join('\n'));
}

/** Every variable with its description and default, for documentation and `--help`. */
export function describeConfiguration(schema: Configuration<z.ZodRawShape>): readonly VariableDoc[] {
  return Object.entries(schema.shape).map(([name, variable]) => ({
    name,
    description: descriptionOf(variable),
    default: defaultOf(variable),
  }));
}

/** A TCP port from its digits; 0 lets the system choose. */
export const portNumber = z.coerce.number().int().min(0).max(65_535);

/** `on` or `off`, as a boolean. */
export const onOff = z.enum(['on', 'off']).transform((word) => word === 'on');

function descriptionOf(variable: unknown): string {
  return variable instanceof z.ZodType ? (variable.description ?? '') : '';
}

function defaultOf(variable: unknown): string | undefined {
  if (!(variable instanceof z.ZodType)) return undefined;
  const fallback = z.safeParse(variable, undefined);
  return fallback.success && fallback.data !== undefined ? JSON.stringify(fallback.data) : undefined;
}
