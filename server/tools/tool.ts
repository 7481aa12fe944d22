import type { TurnHost } from "../agent/turnHost.ts";
import type { MessageContent } from "../model/responseItem.ts";
import type { ReviewedAction } from "./approvalReview.ts";

export interface FunctionSpec {
	type: "function";
	name: string;
	description: string;
	strict: boolean;
	parameters: Record<string, unknown>;
	/** Of a function that a search has found. */
	defer_loading?: boolean;
}

/** One element of the Responses API's `tools` array. */
export type ToolSpec =
	| FunctionSpec
	| { type: "namespace"; name: string; description: string; tools: FunctionSpec[] }
	| { type: "tool_search"; execution: "client"; description: string; parameters: Record<string, unknown> }
	| {
			type: "custom";
			name: string;
			description: string;
			format: { type: "grammar"; syntax: "lark"; definition: string };
	  };

export interface ToolCall {
	callId: string;
	name: string;
	/** Of a function in one. */
	namespace?: string | undefined;
	/** Custom call: the free text. Any other: JSON text of the arguments, which may be malformed. */
	input: string;
	kind: "function" | "custom" | "search";
}

/** What the model sees. A tool that fails says so here; it never throws for a mistake of the model. */
export interface ToolOutput {
	text: string;
	/** Takes the place of `text` where the call can be answered with more than text. */
	content?: MessageContent[];
	/** What a search has found. */
	tools?: ToolSpec[];
	success: boolean;
}

/** What a model takes beyond plain functions. */
export interface ToolCapabilities {
	/** Freeform tools; without them apply_patch is a function. */
	customTools: boolean;
	/** Searches for tools that are not listed. */
	toolSearch: boolean;
}

export interface Terminal {
	processId: number;
	itemId: string;
	command: string;
	cwd: string;
}

/** The tools of one loaded thread, with what they keep between calls (processes, session approvals). */
export interface ToolSession {
	specs(host: TurnHost, capabilities: ToolCapabilities): ToolSpec[];
	/** Whether calls of this tool may run beside each other within one model response. */
	isParallelSafe(name: string): boolean;
	/**
	 * Runs one call: decides by policy, asks for approval, runs, emits its items. Rejects only with an
	 * AbortError when `host.signal` aborts; its items are completed and its foreground processes dead by then.
	 */
	call(call: ToolCall, host: TurnHost): Promise<ToolOutput>;
	/** Ends every process of the session and its descendants. Idempotent. */
	dispose(): Promise<void>;
}

/** The tools of a thread, with what is done with its commands outside of the model's calls. */
export interface ThreadTools extends ToolSession {
	/**
	 * What a call would have to be approved for, as far as it can be reviewed; null for one that needs no approval. Runs nothing.
	 * @throws ArgumentError for one that would be refused, or cannot be reviewed
	 */
	toReview(call: ToolCall, host: TurnHost): Promise<ReviewedAction | null>;
	/** Commands that go on in the background, by the id that `write_stdin` takes. */
	terminals(): Terminal[];
	/** Ends one with its tree; false when there is none. */
	endTerminal(processId: number): Promise<boolean>;
	endTerminals(): Promise<void>;
	/** Runs a command of the person's own; resolves with what the model is to be told of it. */
	userCommand(script: string, timeoutMs: number, host: TurnHost): Promise<string>;
}
