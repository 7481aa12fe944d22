import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { referenceServer } from "../tests/support/reference.ts";
import { type Bench, budgets, type Figure, measures } from "./measures.ts";
import { ModelServer } from "./modelServer.ts";
import type { ServerKind } from "./serverUnderTest.ts";
import { listMany, resumeHuge, type StorageFigure, searchMany } from "./storage.ts";

const root = path.dirname(import.meta.dirname);

function line({ measure, unit, values: [ours = Number.NaN, theirs = Number.NaN] }: Figure): string {
	const ratio = ours / theirs;
	const budget = budgets.get(measure);
	const verdict = budget === undefined ? "" : `${ratio <= budget ? "within" : "over"} ${budget}`;
	const figure = (value: number) => `${value.toFixed(1)} ${unit}`.padStart(12);
	return `${measure.padEnd(34)}${figure(ours)}${figure(theirs)}   ×${ratio.toFixed(2)}   ${verdict}`;
}

function storageLine({ measure, unit, value, limit }: StorageFigure): string {
	const verdict = limit === null ? "" : `${value <= limit ? "within" : "over"} ${limit}`;
	return `${measure.padEnd(46)}${`${value.toFixed(1)} ${unit}`.padStart(14)}   ${verdict}`;
}

const wanted = process.argv.slice(2);
const scratch = fs.mkdtempSync(
	path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache"), "heddle-bench-"),
);
const model = new ModelServer();
try {
	const ours: ServerKind = {
		name: "heddle",
		executable: path.join(root, "server/bin", process.platform === "win32" ? "heddle.exe" : "heddle"),
		homeVariable: "HEDDLE_HOME",
	};
	const theirs: ServerKind = {
		name: "reference",
		executable: (await referenceServer()).executable,
		homeVariable: "CODEX_HOME",
	};
	const bench: Bench = { kinds: [ours, theirs], model, baseUrl: await model.listen(), scratch };
	console.log(
		`${os.cpus().length} cores, ${process.platform} ${process.arch}; the servers take turns, each figure is a median, lower is better\n`,
	);
	console.log(`${"".padEnd(34)}${"heddle".padStart(12)}${"reference".padStart(12)}   ratio   budget`);
	for (const measure of measures) {
		if (wanted.length > 0 && !wanted.includes(measure.name)) continue;
		for (const figure of await measure(bench)) console.log(line(figure));
	}
	for (const measure of [listMany, searchMany, resumeHuge]) {
		if (wanted.length > 0 && !wanted.includes(measure.name)) continue;
		for (const figure of await measure(scratch, ours)) console.log(storageLine(figure));
	}
} finally {
	model.close();
	fs.rmSync(scratch, { recursive: true, force: true });
}
