import type { RecordedSession } from "../recordedSession.ts";
import { answer, functionCall, message } from "../responsesEvents.ts";
import { runTurn, type Scenario, text } from "./scenario.ts";

const inputSchema = { type: "object", properties: { place: { type: "string" } }, required: ["place"] };
const weather = { type: "function", name: "weather", description: "The weather of a place", inputSchema };
const traffic = { ...weather, name: "traffic", description: "How slow the roads are", deferLoading: true };
const namespace = { type: "namespace", name: "city", description: "What goes on in a city", tools: [weather, traffic] };
const dynamicTools = [weather, namespace];

const said = (words: string) => ({ contentItems: [{ type: "inputText", text: words }], success: true });

async function startThread(session: RecordedSession, cwd: string): Promise<string> {
	const { thread } = await session.request("thread/start", {
		cwd,
		approvalPolicy: "never",
		sandbox: "workspace-write",
		dynamicTools,
	});
	return String(Object(thread).id);
}

/** Whoever else shows the thread learns that the call has been answered. */
const isTold = { ours: ["serverRequest/resolved"] };

/** One call of the client's tool, which it answers so. */
const answered = (name: string, result: Record<string, unknown>, args: unknown = { place: "Basel" }): Scenario => ({
	name,
	experimental: true,
	differs: isTold,
	model: () => [answer(functionCall("weather", args)), answer(message("I see."))],
	run: async (session, workspace) => {
		session.onRequest.set("item/tool/call", () => result);
		await runTurn(session, await startThread(session, workspace));
	},
});

const refused: [string, unknown[]][] = [
	["a name twice", [weather, weather]],
	["no name", [{ ...weather, name: "" }]],
	["a name in blanks", [{ ...weather, name: " weather" }]],
	["signs in a name", [{ ...weather, name: "the.weather" }]],
	["a long name", [{ ...weather, name: "w".repeat(129) }]],
	["a name of MCP's", [{ ...weather, name: "mcp__weather" }]],
	["a schema that is a number", [{ ...weather, inputSchema: 5 }]],
	["a schema of null", [{ ...weather, inputSchema: { type: "null" } }]],
	["properties that are no table", [{ ...weather, inputSchema: { type: "object", properties: 5 } }]],
	["a tool without a namespace, loaded late", [traffic]],
	["an empty namespace", [{ ...namespace, tools: [] }]],
	["a namespace twice", [namespace, namespace]],
	["a name twice in a namespace", [{ ...namespace, tools: [weather, weather] }]],
	["a namespace of the API's", [{ ...namespace, name: "functions" }]],
	["a long namespace", [{ ...namespace, name: "c".repeat(65) }]],
	["a long description", [{ ...namespace, description: "c".repeat(1025) }]],
];

/** A turn that a tool's output begins, and how the model is told. */
const unasked: Scenario = {
	name: "the output of a tool that nobody called",
	experimental: true,
	model: () => [1, 2, 3].map((turn) => answer(message(`Answer ${turn}`))),
	run: async (session, workspace) => {
		const threadId = await startThread(session, workspace);
		const tell = async (toolOutput: unknown) => {
			const done = session.next("turn/completed");
			await session.request("turn/start", { threadId, input: [], toolOutput });
			await done;
		};
		await tell({ name: "mail", output: "A letter came." });
		await tell({ name: "mail", namespace: "post", output: [{ type: "input_text", text: "Two." }], retain: true });
		await runTurn(session, threadId);
		await session.request("thread/read", { threadId, includeTurns: true });
		await session.request("thread/items/list", { threadId });
		const output = (more: object) => ({ threadId, input: [], toolOutput: { name: "mail", output: "x", ...more } });
		await session.request("turn/start", { ...output({}), input: text("hello") });
		await session.request("turn/start", output({ name: "" }));
		await session.request("turn/start", output({ output: 5 }));
		await session.request("turn/start", output({ output: "x".repeat(1_048_577) }));
		const picture = { type: "input_image", image_url: "https://127.0.0.1/x.png" };
		await session.request("turn/start", output({ output: [picture] }));
	},
};

export const clientToolScenarios: Scenario[] = [
	unasked,
	answered("a tool of the client answers", said("Rain.")),
	answered("a tool of the client answers with two parts", {
		contentItems: [
			{ type: "inputText", text: "Rain" },
			{ type: "inputText", text: "and wind." },
		],
		success: true,
	}),
	answered("a tool of the client fails", { ...said("No such place."), success: false }),
	answered("a tool of the client answers with something else", { weather: "rain" }),
	answered("a tool of the client answers with an address of an image", {
		contentItems: [{ type: "inputImage", imageUrl: "http://127.0.0.1/rain.png" }],
		success: true,
	}),
	{
		name: "a client that refuses to run its tool",
		experimental: true,
		differs: isTold,
		model: () => [answer(functionCall("weather", {})), answer(message("I see."))],
		run: async (session, workspace) => runTurn(session, await startThread(session, workspace)),
	},
	{
		name: "tools in a namespace, one of them not offered at first",
		experimental: true,
		differs: { ours: ["serverRequest/resolved", "serverRequest/resolved"] },
		model: () => [
			answer(functionCall("weather", {}, "first", "city")),
			answer(functionCall("traffic", {}, "second", "city")),
			answer(functionCall("weather", {}, "third", "village")),
			answer(message("I see.")),
		],
		run: async (session, workspace) => {
			session.onRequest.set("item/tool/call", ({ tool, namespace: where }) => said(`${tool} of ${where}`));
			await runTurn(session, await startThread(session, workspace));
		},
	},
	{
		name: "an interruption while a tool of the client runs",
		experimental: true,
		differs: isTold,
		model: () => [answer(functionCall("weather", {}))],
		run: async (session, workspace) => {
			session.onRequest.set("item/tool/call", () => new Promise(() => {}));
			const threadId = await startThread(session, workspace);
			const asked = session.next("item/tool/call");
			const done = session.next("turn/completed");
			const { turn } = await session.request("turn/start", { threadId, input: text("go") });
			await asked;
			await session.request("turn/interrupt", { threadId, turnId: Object(turn).id });
			await done;
		},
	},
	{
		name: "definitions of tools that no model can be offered",
		experimental: true,
		run: async (session, workspace) => {
			for (const [, tools] of refused) await session.request("thread/start", { cwd: workspace, dynamicTools: tools });
		},
	},
];
