import { spawnSync } from 'node:child_process';
import type { TestProject } from 'vitest/node';

const images = ['node:24-bookworm-slim', 'postgres:18', 'apache/kafka:4.3.1'];
const pullMs = 180_000;

declare module 'vitest' {
  interface ProvidedContext {
    /** True when Docker answers, has Compose, and has or gets the images that `docker-compose.yml` is made of. */
    readonly compose: boolean;
  }
}

/** Says whether the containers can be tried; where they cannot, that test is skipped aloud, on CI too. */
export default function provideDocker(project: TestProject): void {
  const missing = missingPart();
  if (missing !== undefined) process.stderr.write(`\n*** Test of docker-compose.yml skipped: ${missing}\n\n`);
  project.provide('compose', missing === undefined);
}

function missingPart(): string | undefined {
  if (!succeeds(['version'])) return 'no Docker daemon answers';
  if (!succeeds(['compose', 'version'])) return 'Docker has no Compose';
  const image = images.find((name) => !succeeds(['image', 'inspect', name]) && !succeeds(['pull', name]));
  return image === undefined ? undefined : `the image ${image} is not to be had`;
}

function succeeds(args: readonly string[]): boolean {
  return spawnSync('docker', args, { stdio: 'ignore', timeout: pullMs }).status === 0;
}
