import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		root: import.meta.dirname,
		include: ["**/*.test.ts"],
		pool: "forks",
		// One editor at a time: two would wait for each other on a small machine.
		maxWorkers: 1,
		testTimeout: 120_000,
		hookTimeout: 300_000,
	},
});
