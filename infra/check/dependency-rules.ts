import type { IConfiguration, IForbiddenRuleType } from 'dependency-cruiser';

const inFolders = (...folders: string[]): string[] => folders.map((folder) => `^${folder}/`);
const npm = (...names: string[]): string[] => names.map((name) => `node_modules/${name}/`);
const workspace = '^(packages|services|infra|test)/';
const testOnly = '[.]test[.]ts$|/testing/|/contract[^/]*[.]ts$';

/** A pure package reaches itself, the pure packages and libraries named, and nothing else: no Node module either. */
const pure = (name: string, ...allowed: string[]): IForbiddenRuleType => ({
  name: `${name}-is-pure`,
  severity: 'error',
  comment: `packages/${name} computes: it may import ${allowed.join(', ') || 'nothing'}`,
  from: { path: `^packages/${name}/`, pathNot: testOnly },
  to: { pathNot: [`^packages/${name}/`, ...allowed] },
});

/** What may import what; a break of each rule is planted in the test beside this file. */
export const dependencyRules: IConfiguration = {
  forbidden: [
    {
      name: 'everything-resolves',
      severity: 'error',
      comment: 'an import that does not resolve would slip past every other rule',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'services-are-islands',
      severity: 'error',
      comment: 'services meet through the log, HTTP and the read views',
      from: { path: '^services/([^/]+)/', pathNot: '^services/standalone/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'only-standalone-imports-services',
      severity: 'error',
      comment: 'packages never see services',
      from: { path: '^packages/' },
      to: { path: '^services/' },
    },
    {
      name: 'workspaces-by-name',
      severity: 'error',
      comment: 'another workspace is imported by its name, so that its entry decides what is seen',
      from: { path: '^((?:packages|services)/[^/]+|infra|test)/' },
      to: { path: workspace, pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    pure('scoring'),
    pure('domain', ...npm('zod', 'uuid')),
    pure('claims', ...inFolders('packages/domain'), ...npm('zod', 'ohm-js')),
    pure('baseline', ...inFolders('packages/domain', 'packages/claims', 'packages/scoring'), ...npm('zod')),
    {
      name: 'checker-shares-nothing-with-the-engine',
      severity: 'error',
      comment: 'a verdict is checked by other code than said it: only the claim and the records are the same',
      from: { path: '^packages/checker/', pathNot: testOnly },
      to: {
        pathNot: [
          ...inFolders('packages/checker', 'packages/domain/src/records'),
          '^packages/claims/src/language/(schema|terms)[.]ts$',
          ...npm('zod', 'uuid'),
        ],
      },
    },
    {
      name: 'kafkajs-in-one-folder',
      severity: 'error',
      comment: 'everything else sees the EventLog port',
      from: { pathNot: '^packages/log/src/kafka/' },
      to: { path: npm('kafkajs') },
    },
    {
      name: 'no-test-code-in-production',
      severity: 'error',
      comment: 'what runs does not import tests, their tools or contract suites',
      from: { path: '^(packages|services)/[^/]+/src/', pathNot: testOnly },
      to: {
        path: [testOnly, ...npm('vitest', '@vitest', 'fast-check', '@fast-check', 'testcontainers')],
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: workspace },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '[.]mutants/' },
    tsPreCompilationDeps: true,
    moduleSystems: ['es6'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
