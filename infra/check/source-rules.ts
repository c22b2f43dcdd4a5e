import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A rule of style that no linter has: which files it reads, and the complaint about one of them, if any. */
type SourceRule = {
  readonly files: string;
  readonly complaint: (text: string) => string | undefined;
};

const namesPerEntry = 25;

const sourceRules: readonly SourceRule[] = [
  {
    files: 'packages/{domain,claims,scoring,baseline}/src/**/!(*.test).ts',
    complaint: (text) =>
      /\bDate\(\)/.test(withoutComments(text))
        ? 'reads the clock: a pure package gets the time as a value'
        : undefined,
  },
  {
    files: '{packages,services}/*/src/**/index.ts',
    complaint: (text) =>
      /^export \*/m.test(text) ? 'hides what it exports behind "export *": list the names' : undefined,
  },
  {
    files: '{packages,services}/*/src/**/index.ts',
    complaint: (text) => {
      const names = countExportedNames(text);
      return names > namesPerEntry
        ? `exports ${names} names; an entry lists at most ${namesPerEntry}`
        : undefined;
    },
  },
];

/** One line for each complaint, `path: what is wrong`. */
export function sourceComplaints(root: string): readonly string[] {
  return sourceRules.flatMap((rule) => {
    const paths = globSync(rule.files, { cwd: root, exclude: ['**/node_modules/**', '**/.mutants/**'] });
    return paths.flatMap((path) => {
      const complaint = rule.complaint(readFileSync(join(root, path), 'utf8'));
      return complaint === undefined ? [] : [`${path}: ${complaint}`];
    });
  });
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}

function countExportedNames(text: string): number {
  const lists = [...withoutComments(text).matchAll(/^export (?:type )?\{([^}]*)\}/gm)];
  const listed = lists.flatMap(([, names = '']) => names.split(',').filter((name) => name.trim() !== ''));
  const declared = text.match(/^export (?:async )?(?:const|function|type|class|interface) \w/gm) ?? [];
  return listed.length + declared.length;
}
