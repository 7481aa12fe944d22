import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["tests/{unit,protocol,server,client}/**/*.test.{ts,tsx}"],
		// Every file has a process of its own: environment and working directory are not shared.
		pool: "forks",
		maxWorkers: 2,
		testTimeout: 30_000,
		hookTimeout: 120_000,
	},
});
