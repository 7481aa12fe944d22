import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		root: import.meta.dirname,
		include: ["**/*.test.ts"],
		pool: "forks",
		// One editor at a time: two would wait for each other on a small machine.
		maxWorkers: 1,
		// What waits for something that never comes has to end some time; no test is about this.
		testTimeout: 300_000,
		hookTimeout: 300_000,
	},
});
