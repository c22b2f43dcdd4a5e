import type { MatchResult, Node } from 'ohm-js';
import type { Build, Draft } from './build.ts';
import { nameOf, placed, word } from './build.ts';
import { claimBuilds, measureBuilds, windowBuilds } from './claim-builds.ts';
import { eventBuilds, fluentBuilds } from './event-builds.ts';
import { claimGrammar } from './grammar.ts';

const words: Readonly<Record<string, Build>> = {
  each: word,
  value: word,
  opening: word,
  ties: word,
  scope: word,
  bareName: word,
  bareType: word,
  duration: word,
  instant: word,
  zone: word,
  variable(_children, node) {
    return placed(node, { var: nameOf(node) });
  },
  truth(_children, node) {
    return node.sourceString.trim() === 'true';
  },
  text(_children, node) {
    return JSON.parse(node.sourceString) as string;
  },
  number(_children, node) {
    return Number(node.sourceString);
  },
};

const builds: Readonly<Record<string, Build>> = {
  ...claimBuilds,
  ...measureBuilds,
  ...windowBuilds,
  ...eventBuilds,
  ...fluentBuilds,
  ...words,
};

/** As the parser library has it: a function of as many children as the rule has. */
function actionOf(rule: string, build: Build): (...children: Node[]) => Draft {
  function action(this: Node, ...children: Node[]): Draft {
    return build(children, this);
  }
  const { body } = (claimGrammar as unknown as Rules).rules[rule] ?? { body: { getArity: () => 0 } };
  return Object.defineProperty(action, 'length', { value: body.getArity() });
}

interface Rules {
  readonly rules: Readonly<Record<string, { readonly body: { getArity(): number } }>>;
}

const semantics = claimGrammar
  .createSemantics()
  .addOperation<Draft>(
    'draft',
    Object.fromEntries(Object.entries(builds).map(([rule, build]) => [rule, actionOf(rule, build)])),
  );

/** What a text that matches the grammar stands for. */
export function draftOf(match: MatchResult): Draft {
  return (semantics(match)['draft'] as () => Draft)();
}
