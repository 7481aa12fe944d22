import { expect, test } from "vitest";
import { OutputDeltas } from "../../../server/tools/outputDeltas.ts";
import { ToolHost } from "./toolHost.ts";

test("what comes soon after a delta is told together and in its time, the rest at the end", async () => {
	const told: string[] = [];
	const { promise: late, resolve } = Promise.withResolvers<void>();
	const deltas = new OutputDeltas((delta) => {
		told.push(delta);
		if (told.length === 2) resolve();
	});
	for (const text of ["a", "b", "c"]) deltas.push(Buffer.from(text));
	expect(told).toEqual(["a"]);
	await late;
	expect(told).toEqual(["a", "bc"]);
	for (const text of ["d", "e"]) deltas.push(Buffer.from(text));
	deltas.finish();
	expect(told.join("")).toBe("abcde");
});

test("all that a command prints is told before its item completes, also what comes right before its end", async () => {
	await using host = new ToolHost();
	await host.exec("printf a; sleep 0.005; printf b");
	const deltas = host.notifications("item/commandExecution/outputDelta").map(({ delta }) => delta);
	expect(deltas.join("")).toBe("ab");
	expect(host.recorded.findLastIndex(({ kind }) => kind === "notification")).toBeLessThan(
		host.recorded.findIndex(({ kind }) => kind === "completed"),
	);
});
