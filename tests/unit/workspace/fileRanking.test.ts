import { expect, test } from "vitest";
import { prepareEntries, rank } from "../../../server/workspace/fileRanking.ts";

test("the best are the best of the whole list, wherever they stand in it", async () => {
	const { signal } = new AbortController();
	const far = Array.from({ length: 12_000 }, (_, index) => `x/${index}/n-e-e-d-l-e`);
	const paths = [...far.slice(0, 6000), "y/needle", ...far.slice(6000), "needle"];
	const entries = paths.map((path) => ({ root: "/", path, isDirectory: false }));
	const found = await rank("needle", await prepareEntries(entries, signal), signal);
	expect(found).toHaveLength(50);
	expect(found.slice(0, 2).map(({ path }) => path)).toEqual(["needle", "y/needle"]);
});
