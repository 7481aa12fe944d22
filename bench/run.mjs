import { ensureBuild, ensureDependencies, pinnedEnvironment, root, typescript } from "../scripts/setup/product.mjs";
import { run } from "../scripts/setup/run.mjs";

// Sets everything up, then measures with the pinned Node.
const print = (line) => console.log(line);
await ensureDependencies(print);
await ensureBuild(print);
const args = typescript("bench/run.ts", ...process.argv.slice(2));
process.exitCode = await run("node", args, { cwd: root, env: await pinnedEnvironment() });
