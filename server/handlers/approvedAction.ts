import * as z from "zod";
import { invalidRequest } from "#protocol/errors.ts";
import { GuardianRiskLevel, GuardianUserAuthorization } from "#protocol/guardian.ts";
import type { MessageItem } from "../model/responseItem.ts";

const source = z.enum(["shell", "unified_exec"]);

/** The action of a `GuardianAssessmentEvent`: that of the review's notification, with the names that the reference gives it inside. */
const Action = z.discriminatedUnion("type", [
	z.object({ type: z.literal("command"), source, command: z.string(), cwd: z.string() }),
	z.object({ type: z.literal("execve"), source, program: z.string(), argv: z.array(z.string()), cwd: z.string() }),
	z.object({
		type: z.literal("write_stdin"),
		approval_id: z.string(),
		process_id: z.string(),
		stdin: z.string(),
		cwd: z.string(),
	}),
	z.object({ type: z.literal("apply_patch"), cwd: z.string(), files: z.array(z.string()) }),
	z.object({
		type: z.literal("network_access"),
		target: z.string(),
		host: z.string(),
		protocol: z.enum(["http", "https", "socks5_tcp", "socks5_udp"]),
		port: z.int().min(0).max(65_535),
	}),
	z.object({
		type: z.literal("mcp_tool_call"),
		server: z.string(),
		tool_name: z.string(),
		connector_id: z.string().nullish(),
		connector_name: z.string().nullish(),
		tool_title: z.string().nullish(),
	}),
	z.object({
		type: z.literal("request_permissions"),
		reason: z.string().nullish(),
		permissions: z.record(z.string(), z.unknown()),
	}),
]);

const Event = z.object({
	id: z.string(),
	target_item_id: z.string().nullish(),
	turn_id: z.string().optional(),
	started_at_ms: z.int().optional(),
	completed_at_ms: z.int().nullish(),
	status: z.enum(["in_progress", "approved", "denied", "timed_out", "aborted"]),
	risk_level: GuardianRiskLevel().nullish(),
	user_authorization: GuardianUserAuthorization().nullish(),
	rationale: z.string().nullish(),
	decision_source: z.literal("agent").nullish(),
	action: Action,
});

/** What the model and its reviewer are told when a person approves a denied action; null for an event of one that was not denied. @throws WireError */
export function approvedAction(event: unknown): MessageItem | null {
	const parsed = Event.safeParse(event);
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		const place = issue && issue.path.length > 0 ? `${issue.path.join(".")}: ` : "";
		throw invalidRequest(`invalid Guardian denial event: ${place}${issue?.message}`);
	}
	const { status, action } = parsed.data;
	if (status !== "denied") return null;
	const text = `The person has looked at an action that the automatic review denied, and approves of it. That is their consent to exactly this action, for the purpose it had then, and to nothing that is only like it:\n${JSON.stringify(action)}`;
	return { type: "message", role: "developer", content: [{ type: "input_text", text }] };
}
