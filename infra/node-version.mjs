// Loaded with `node --import` before an entry point: plain JavaScript, so that an older Node can read it and say why
// it cannot read the rest.
const needed = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major < needed) {
  process.stderr.write(
    `Casus needs Node ${needed} or newer, this is ${process.versions.node}: install Node ${needed} (the package "node" has no binary for this machine).\n`,
  );
  process.exit(1);
}
