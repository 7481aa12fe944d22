import type { RequestInput } from "#protocol/messages.ts";
import type { ApprovalMode } from "../../webview/shared/bridge.ts";

/** The words of each mode, in the order they are offered. */
export const approvalModes: Record<ApprovalMode, { label: string; detail: string }> = {
	readOnly: { label: "Ask for everything", detail: "Reads files by itself; asks before every command and edit." },
	ask: { label: "Ask when needed", detail: "Works inside the sandbox and the workspace; asks before anything beyond." },
	full: { label: "Never ask", detail: "Runs and edits anything, without a sandbox. Only for machines you can lose." },
};

export const isApprovalMode = (value: unknown): value is ApprovalMode =>
	typeof value === "string" && Object.hasOwn(approvalModes, value);

/** What a mode means for a thread. */
export function threadPolicy(mode: ApprovalMode): Pick<RequestInput<"thread/start">, "approvalPolicy" | "sandbox"> {
	if (mode === "readOnly") return { approvalPolicy: "untrusted", sandbox: "read-only" };
	if (mode === "full") return { approvalPolicy: "never", sandbox: "danger-full-access" };
	return { approvalPolicy: "on-request", sandbox: "workspace-write" };
}

/** The same for a turn of a thread that began with another mode. */
export function turnPolicy(mode: ApprovalMode): Pick<RequestInput<"turn/start">, "approvalPolicy" | "sandboxPolicy"> {
	const { approvalPolicy } = threadPolicy(mode);
	if (mode === "readOnly") return { approvalPolicy, sandboxPolicy: { type: "readOnly" } };
	if (mode === "full") return { approvalPolicy, sandboxPolicy: { type: "dangerFullAccess" } };
	return { approvalPolicy, sandboxPolicy: { type: "workspaceWrite" } };
}
