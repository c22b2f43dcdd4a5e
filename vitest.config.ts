import { defineConfig } from 'vitest/config';
import { CountLine } from './infra/vitest/count-line.ts';

const ignored = ['**/node_modules/**', '**/.mutants/**', '**/.casus/**'];

export default defineConfig({
  test: {
    pool: 'threads',
    maxWorkers: 2,
    reporters: ['default', new CountLine()],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...ignored, '**/*.{pg,kafka,docker}.test.ts'],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'pg',
          include: ['**/*.pg.test.ts'],
          exclude: ignored,
          globalSetup: './infra/vitest/postgres.ts',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'kafka',
          include: ['**/*.kafka.test.ts'],
          exclude: ignored,
          globalSetup: ['./infra/vitest/postgres.ts', './infra/vitest/kafka.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'docker',
          include: ['**/*.docker.test.ts'],
          exclude: ignored,
          globalSetup: ['./infra/vitest/postgres.ts', './infra/vitest/docker.ts'],
          testTimeout: 120_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
