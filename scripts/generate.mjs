import fs from "node:fs";
import path from "node:path";
import { ensureDependencies, pinnedEnvironment, root, typescript } from "./setup/product.mjs";
import { mustRun } from "./setup/run.mjs";

// Makes everything that is generated from server/protocol/ anew.
const print = (line) => console.log(line);
await ensureDependencies(print);
await mustRun("Generating", "node", typescript("scripts/writeGenerated.ts"), {
	cwd: root,
	env: await pinnedEnvironment(),
});
print(
	`Generated ${fs.readdirSync(path.join(root, "server/protocol/generated")).join(", ")} and the tables of docs/protocol.md.`,
);
