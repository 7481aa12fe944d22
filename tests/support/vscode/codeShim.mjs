#!/usr/bin/env node
// A stand-in for the `code` executable: runs the suite that @vscode/test-electron names in the extension host of the VS Code server.
import { spawnSync } from "node:child_process";
import path from "node:path";

const script = path.join(import.meta.dirname, "runInServer.ts");
const { status } = spawnSync(process.execPath, [script, ...process.argv.slice(2)], { stdio: "inherit" });
process.exit(status ?? 1);
