import fs from "node:fs";
import Mocha from "mocha";
import { defineSuites } from "./suites.ts";

/** Called by the extension host; rejects when a test fails. */
export async function run(): Promise<void> {
	const mocha = new Mocha({ ui: "tdd", timeout: 300_000, color: false });
	mocha.suite.emit("pre-require", globalThis, "", mocha);
	defineSuites();
	const failures: { title: string; message: string }[] = [];
	let passed = 0;
	const failed = await new Promise<number>((resolve) => {
		const runner = mocha.run(resolve);
		runner.on("pass", (test) => {
			passed++;
			console.error(`passed: ${test.fullTitle()}`);
		});
		runner.on("fail", (test, error) => {
			failures.push({ title: test.fullTitle(), message: error.message });
			console.error(`FAILED: ${test.fullTitle()}: ${error.stack ?? error.message}`);
		});
	});
	const file = process.env.HEDDLE_TEST_RESULTS;
	if (file) fs.writeFileSync(file, JSON.stringify({ passed, failed, failures }));
	if (failed > 0) throw new Error(`${failed} tests failed`);
}
