import * as z from "zod";
import type { DynamicToolNamespaceTool, DynamicToolSpec } from "#protocol/dynamicTool.ts";
import { DEFAULT_LIMIT, functionSpec, namespaceSpec } from "./dynamicSpecs.ts";
import type { ToolOutput } from "./tool.ts";

/** The usual constants of BM25. */
const SATURATION = 1.2;
const LENGTH_WEIGHT = 0.75;

const Arguments = z.object({ query: z.string(), limit: z.number().nullish() });

interface Candidate {
	namespace: Extract<DynamicToolSpec, { type: "namespace" }>;
	tool: DynamicToolNamespaceTool;
	words: string[];
}

/** The client's late-loaded tools that fit the model's query best, by namespace. Arguments that cannot be read find none. */
export function searchTools(tools: readonly DynamicToolSpec[], input: string): ToolOutput {
	const parsed = Arguments.safeParse(JSON.parse(input));
	const { query = "", limit } = parsed.success ? parsed.data : {};
	const found = ranked(candidatesOf(tools), wordsOf(query)).slice(0, Math.max(0, limit ?? DEFAULT_LIMIT));
	const namespaces = [...new Set(found.map(({ namespace }) => namespace))];
	const specs = namespaces.map((namespace) => {
		const inside = found.filter((each) => each.namespace === namespace);
		return namespaceSpec(
			namespace,
			inside.map(({ tool }) => ({ ...functionSpec(tool), defer_loading: true })),
		);
	});
	return { text: "", tools: specs, success: true };
}

function candidatesOf(tools: readonly DynamicToolSpec[]): Candidate[] {
	return tools.flatMap((namespace) =>
		namespace.type === "function"
			? []
			: namespace.tools
					.filter((tool) => tool.deferLoading)
					.map((tool) => ({ namespace, tool, words: wordsOf(searchable(namespace, tool)) })),
	);
}

/** What a JSON Schema says of its parameters. */
const Parameters = z
	.object({
		properties: z.record(z.string(), z.object({ description: z.string().catch("") }).catch({ description: "" })),
	})
	.catch({ properties: {} });

function searchable(namespace: { name: string; description: string }, tool: DynamicToolNamespaceTool): string {
	const { properties } = Parameters.parse(tool.inputSchema);
	const parameters = Object.entries(properties).flatMap(([name, { description }]) => [name, description]);
	return [namespace.name, namespace.description, tool.name, tool.description, ...parameters].join(" ");
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The candidates that hold any of the words, best first (BM25). */
function ranked(candidates: readonly Candidate[], query: readonly string[]): Candidate[] {
	const average = candidates.reduce((sum, { words }) => sum + words.length, 0) / Math.max(1, candidates.length);
	const score = ({ words }: Candidate) => {
		let sum = 0;
		for (const term of new Set(query)) {
			const count = words.filter((word) => word === term).length;
			const holders = candidates.filter((each) => each.words.includes(term)).length;
			const rarity = Math.log(1 + (candidates.length - holders + 0.5) / (holders + 0.5));
			const length = 1 - LENGTH_WEIGHT + (LENGTH_WEIGHT * words.length) / average;
			sum += (rarity * count * (SATURATION + 1)) / (count + SATURATION * length);
		}
		return sum;
	};
	const scored = candidates.map((candidate) => ({ candidate, score: score(candidate) }));
	const hits = scored.filter((each) => each.score > 0).toSorted((a, b) => b.score - a.score);
	return hits.map(({ candidate }) => candidate);
}
