import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["tests/{unit,protocol,server,client}/**/*.test.{ts,tsx}"],
		// Every file has a process of its own: environment and working directory are not shared.
		pool: "forks",
		maxWorkers: 2,
		// What waits for something that never comes has to end some time; no test is about these.
		testTimeout: 120_000,
		hookTimeout: 120_000,
		expect: { poll: { timeout: 110_000 } },
	},
});
