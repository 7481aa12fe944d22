import { buildBundles } from "../esbuild.config.mjs";
import { binaryPath, buildServerBinary } from "./serverBinary.mjs";

const print = (line) => console.log(line);

print("Bundling the extension, the server and the panel…");
await buildBundles();
await buildServerBinary(print);
print(`Built dist/ and ${binaryPath}.`);
