/** `npm run bench`: every benchmark in turn, each printing a ratio and the figures behind it. */
import { spawnSync } from 'node:child_process';

let failed = 0;
for (const name of ['pages', 'import', 'standing', 'duplicates']) {
  console.log(`\n${name}`);
  failed += spawnSync('node', [`test/bench/${name}.mjs`], { stdio: 'inherit' }).status === 0 ? 0 : 1;
}
process.exitCode = failed === 0 ? 0 : 1;
