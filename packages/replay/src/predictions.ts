/** A prediction in a script: a probability, the three quartiles of a number, or a withdrawal. */
export type ScriptedValue =
  | { readonly probability: number }
  | { readonly quartiles: readonly [number, number, number] }
  | 'withdraw';

export interface ScriptedPrediction {
  readonly question: string;
  readonly forecaster: string;
  /** Epoch milliseconds UTC: 15:00Z of the day. */
  readonly at: number;
  readonly value: ScriptedValue;
}

const predictionHourMs = 15 * 3_600_000;

/**
 * Reads `question | forecaster | 08-06: .40, 08-13: out` lines of one year; `#` starts a comment.
 * @throws {Error} naming the line and what it should look like
 */
export function parsePredictions(text: string, year: number): readonly ScriptedPrediction[] {
  return text
    .split('\n')
    .map((line, index) => ({ line: line.replace(/#.*$/u, '').trim(), number: index + 1 }))
    .filter(({ line }) => line !== '')
    .flatMap(({ line, number }) => parseLine(line, number, year));
}

function parseLine(line: string, number: number, year: number): readonly ScriptedPrediction[] {
  const [question, forecaster, steps] = line.split('|').map((cell) => cell.trim());
  if (question === undefined || forecaster === undefined || steps === undefined) {
    throw new Error(`line ${number}: expected "question | forecaster | day: value, …"`);
  }
  return steps.split(',').map((step) => {
    const [day, value] = step.split(':').map((part) => part.trim());
    const at = Date.parse(`${year}-${day ?? ''}T00:00:00Z`) + predictionHourMs;
    if (Number.isNaN(at) || value === undefined) {
      throw new Error(`line ${number}: expected "MM-DD: value", got "${step.trim()}"`);
    }
    return { question, forecaster, at, value: parseValue(value, number) };
  });
}

function parseValue(value: string, number: number): ScriptedValue {
  if (value === 'out') return 'withdraw';
  const parts = value.split('/').map(Number);
  const [first, second, third] = parts;
  if (first === undefined || parts.some(Number.isNaN)) {
    throw new Error(`line ${number}: expected a probability, three quartiles or "out", got "${value}"`);
  }
  return second === undefined || third === undefined
    ? { probability: first }
    : { quartiles: [first, second, third] };
}
