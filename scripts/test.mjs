import fs from "node:fs";
import path from "node:path";
import { runChecks, staticChecks } from "./check.mjs";
import { ensureBuild, ensureDependencies, pinnedEnvironment, root, typescript } from "./setup/product.mjs";
import { ensureReference } from "./setup/reference.mjs";
import { run } from "./setup/run.mjs";
import { ensureStrangers } from "./setup/strangers.mjs";
import { ensureSystemPackages } from "./setup/systemPackages.mjs";

const print = (line) => console.log(line);
const results = path.join(root, "dist/results");

/** Counts of one part; a part that cannot run is one failure, with the reason in a line. */
async function part(name, work) {
	print(`\n== ${name}`);
	try {
		return await work();
	} catch (error) {
		print(`${name}: ${error.message}`);
		return { passed: 0, failed: 1 };
	}
}

/** A part that did not end well has failed, even if no test of it has. */
const counted = (passed, failed, code) => ({ passed, failed: code !== 0 && failed === 0 ? 1 : failed });

/** Runs vitest and reads its counts from the report it writes. */
async function vitest(name, args = []) {
	const report = path.join(results, `${name}.json`);
	fs.rmSync(report, { force: true });
	const bin = path.join(root, "node_modules/vitest/vitest.mjs");
	const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
	const code = await run("node", [bin, "run", ...args, ...reporters], { cwd: root, env: await pinnedEnvironment() });
	if (!fs.existsSync(report)) throw new Error(`vitest ended with ${code} and wrote no report`);
	const { numPassedTests, numFailedTests, testResults } = JSON.parse(fs.readFileSync(report, "utf8"));
	// A file that does not load has no tests to fail.
	const broken = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
	return counted(numPassedTests, numFailedTests + broken, code);
}

/** What these tests use is fetched before them, so that no test's time runs out over it. */
async function vitestWithOthers(name) {
	await ensureReference(print);
	await ensureStrangers(print);
	return vitest(name);
}

async function inVscode(name, script) {
	const report = path.join(results, `${name}.json`);
	fs.rmSync(report, { force: true });
	const env = { ...(await pinnedEnvironment()), HEDDLE_TEST_RESULTS: report };
	const code = await run("node", typescript(script), { cwd: root, env });
	if (!fs.existsSync(report)) throw new Error(`the suite ended with ${code} and wrote no report`);
	const { passed, failed } = JSON.parse(fs.readFileSync(report, "utf8"));
	return counted(passed, failed, code);
}

async function main() {
	const total = { passed: 0, failed: 0 };
	const add = ({ passed, failed }) => {
		total.passed += passed;
		total.failed += failed;
	};
	try {
		await ensureDependencies(print);
		const programs = ["chromium", "bwrap", "dbus-daemon", "dbus-send", "gnome-keyring-daemon"];
		for (const line of await ensureSystemPackages(programs, print)) print(line);
		await ensureBuild(print);
		fs.mkdirSync(results, { recursive: true });
		add(await part("types, lint, format", () => runChecks(staticChecks(), print)));
		add(await part("unit, protocol, server, client", () => vitestWithOthers("vitest")));
		add(await part("in a VS Code extension host", () => inVscode("vscode", "tests/support/vscode/runMocha.ts")));
		add(await part("end to end in the browser", () => vitest("e2e", ["--config", "tests/e2e/vitest.config.mts"])));
	} catch (error) {
		print(error.message);
		total.failed++;
	}
	print(`\n${total.passed} passed, ${total.failed} failed`);
	process.exitCode = total.failed === 0 ? 0 : 1;
}

await main();
