/** What came of an audit: how many are lost, doubled or wrong, and a sentence for each of the first of them. */
export interface Findings {
  readonly lost: number;
  readonly doubled: number;
  readonly wrong: number;
  readonly sentences: readonly string[];
}

export const nothingFound: Findings = { lost: 0, doubled: 0, wrong: 0, sentences: [] };

/** Each sentence tells of something wrong. */
export function wrongOf(sentences: readonly string[]): Findings {
  return { ...nothingFound, wrong: sentences.length, sentences };
}

/** Adds up; keeps the first sentences of each. */
export function sumOf(findings: readonly Findings[]): Findings {
  const total = (kind: 'lost' | 'doubled' | 'wrong'): number =>
    findings.reduce((sum, each) => sum + each[kind], 0);
  return {
    lost: total('lost'),
    doubled: total('doubled'),
    wrong: total('wrong'),
    sentences: findings.flatMap(({ sentences }) => sentences.slice(0, 10)),
  };
}
