#!/usr/bin/env node
// A stand-in for the `code` executable: runs the suite that @vscode/test-electron names in the extension host of the VS Code server.
import { spawnSync } from "node:child_process";
import { typescript } from "../../../scripts/setup/product.mjs";

const args = typescript("tests/support/vscode/runInServer.ts", ...process.argv.slice(2));
const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
process.exit(status ?? 1);
