import type { TurnHost } from "../agent/turnHost.ts";

/** One element of the Responses API's `tools` array. */
export type ToolSpec =
	| { type: "function"; name: string; description: string; strict: boolean; parameters: Record<string, unknown> }
	| {
			type: "custom";
			name: string;
			description: string;
			format: { type: "grammar"; syntax: "lark"; definition: string };
	  };

export interface ToolCall {
	callId: string;
	name: string;
	/** Function call: JSON text of the arguments. Custom call: the free text. Either may be malformed. */
	input: string;
	kind: "function" | "custom";
}

/** What the model sees. A tool that fails says so here; it never throws for a mistake of the model. */
export interface ToolOutput {
	text: string;
	success: boolean;
}

/** The tools of one loaded thread, with what they keep between calls (processes, session approvals). */
export interface ToolSession {
	/** `customTools`: whether the provider takes freeform tools; without them apply_patch is a function. */
	specs(host: TurnHost, capabilities: { customTools: boolean }): ToolSpec[];
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
