import { invalidRequest } from "#protocol/errors.ts";
import type { AskForApproval, SandboxMode, SandboxPolicy } from "#protocol/policy.ts";
import { checkConfig } from "./check.ts";
import type { ConfigProblem } from "./config.ts";
import type { ConfigDocument, Table } from "./document.ts";

const APPROVALS = ["untrusted", "on-request", "granular", "never"] as const;
const MODES = ["read-only", "workspace-write", "danger-full-access"] as const;

type ApprovalKind = (typeof APPROVALS)[number];

/** What an administrator allows, in `requirements.toml` beside the machine's `config.toml`; null where everything is. */
export interface Requirements {
	/** Absolute path of the file. */
	file: string;
	/** The first one holds where another would have. */
	approvalPolicies: readonly ApprovalKind[] | null;
	/** `read-only` among them. */
	sandboxModes: readonly SandboxMode[] | null;
	/** Settings of a configuration that hold whatever the files say; empty where none do. */
	settings: Table;
	/** Told to the model beside the thread's own. */
	developerInstructions: string | null;
	/** What the file says, as far as it is kept to, by its own keys. */
	table: Table;
	/** Why the file cannot be used; nothing may run then. */
	failure: string | null;
}

const KEPT = [
	...["allowed_approval_policies", "allowed_sandbox_modes", "allowed_login_methods", "features", "allow_login_shell"],
	...["cli_auth_credentials_store", "additional_developer_instructions"],
];
/** What forbids only what is not here: it is kept to as it is. */
const IDLE = [
	...["allow_appshots", "allow_browser_and_computer_use", "allow_managed_hooks_only", "allow_remote_control"],
	...["allowed_web_search_modes", "check_for_update_on_startup"],
];
const KEYS = new Set([...KEPT, ...IDLE]);

/** Reads the file's table. What it says beyond the keys that are enforced is reported as a problem. */
export function readRequirements(document: ConfigDocument): { requirements: Requirements; problems: ConfigProblem[] } {
	const { path: file, table } = document;
	const none: Requirements = {
		...{ file, approvalPolicies: null, sandboxModes: null, developerInstructions: null, failure: null },
		...{ settings: {}, table: {} },
	};
	const failed = (failure: string) => ({
		requirements: { ...none, failure },
		problems: [
			{ summary: `${failure}; nothing can run until ${file} is mended`, details: null, path: file, range: null },
		],
	});
	const [unread] = document.problems;
	if (unread) return failed(unread.summary);
	try {
		const requirements: Requirements = {
			...none,
			approvalPolicies: choices(table, "allowed_approval_policies", APPROVALS),
			sandboxModes: choices(table, "allowed_sandbox_modes", MODES),
			settings: settingsOf(table),
			developerInstructions: text(table, "additional_developer_instructions"),
			table: Object.fromEntries(Object.entries(table).filter(([key]) => KEYS.has(key))),
		};
		if (requirements.sandboxModes && !requirements.sandboxModes.includes("read-only")) {
			return failed("`allowed_sandbox_modes` must include `read-only`");
		}
		const others = Object.keys(table).filter((key) => !KEYS.has(key));
		const summary = `${file} requires what is not enforced here: ${others.join(", ")}`;
		return { requirements, problems: others.length > 0 ? [{ summary, details: null, path: file, range: null }] : [] };
	} catch (error) {
		return failed(error instanceof Error ? error.message : String(error));
	}
}

/** What the file sets for everybody, by the keys of a configuration. @throws Error for a value that does not fit */
function settingsOf(table: Table): Table {
	const wanted: Table = {};
	for (const key of ["features", "allow_login_shell", "cli_auth_credentials_store"])
		if (key in table) wanted[key] = table[key];
	const methods = table.allowed_login_methods;
	// An empty list allows no kind, and a key is the only kind there is here.
	if (Array.isArray(methods) && !methods.includes("api")) wanted.forced_login_method = "chatgpt";
	else if (methods !== undefined && !Array.isArray(methods)) throw new Error("`allowed_login_methods` must be a list");
	const { values, mismatches } = checkConfig(wanted);
	const wrong = mismatches.find(({ unknown }) => !unknown);
	if (wrong) throw new Error(`\`${wrong.path.join(".")}\` must be ${wrong.expected}`);
	return values;
}

function text(table: Table, key: string): string | null {
	const value = table[key];
	if (value === undefined || typeof value === "string") return value ?? null;
	throw new Error(`\`${key}\` must be a string`);
}

function choices<T extends string>(table: Record<string, unknown>, key: string, known: readonly T[]): T[] | null {
	const list = table[key];
	if (list === undefined) return null;
	if (!Array.isArray(list)) throw new Error(`\`${key}\` must be a list`);
	if (list.length === 0) throw new Error(`\`${key}\` cannot be empty`);
	return list.map((value: unknown) => {
		const found = known.find((each) => each === value);
		if (found !== undefined) return found;
		throw new Error(`\`${key}\` has ${JSON.stringify(value)}; it may have ${known.join(", ")}`);
	});
}

/** What is asked for, as far as requirements speak of it. */
export interface Asked {
	approvalPolicy?: AskForApproval | null;
	sandboxPolicy?: SandboxPolicy | null;
}

/** Why it is not allowed; empty where it is. */
export function violations(requirements: Requirements, { approvalPolicy, sandboxPolicy }: Asked): string[] {
	const { file, approvalPolicies, sandboxModes } = requirements;
	const found: string[] = [];
	const check = (key: string, value: string, allowed: readonly string[] | null) => {
		if (allowed === null || allowed.includes(value)) return;
		found.push(
			`invalid value for \`${key}\`: \`${value}\` is not in the allowed set [${allowed.join(", ")}] (set by ${file})`,
		);
	};
	if (approvalPolicy) check("approval_policy", kindOf(approvalPolicy), approvalPolicies);
	if (sandboxPolicy) check("sandbox_mode", modeOf(sandboxPolicy), sandboxModes);
	return found;
}

/** @throws WireError -32600 that begins with `failure` for what is not allowed, and for everything under a file that cannot be used */
export function enforce(requirements: Requirements, asked: Asked, failure: string): void {
	checkUsable(requirements);
	const [first] = violations(requirements, asked);
	if (first !== undefined) throw invalidRequest(`${failure}: ${first}`);
}

/** @throws WireError -32600 when the file cannot be used: then nobody knows what is allowed */
export function checkUsable({ failure, file }: Requirements): void {
	if (failure !== null) throw invalidRequest(`failed to load requirements: ${failure} (${file})`);
}

const kindOf = (policy: AskForApproval): ApprovalKind => (typeof policy === "string" ? policy : "granular");

function modeOf({ type }: SandboxPolicy): string {
	switch (type) {
		case "readOnly":
			return "read-only";
		case "workspaceWrite":
			return "workspace-write";
		case "dangerFullAccess":
			return "danger-full-access";
		case "externalSandbox":
			return "external-sandbox";
	}
}

/** The policy that holds where another is not allowed. A granular one has no form that could be chosen for somebody. */
export function allowedApproval({ approvalPolicies }: Requirements): Exclude<AskForApproval, object> {
	const first = approvalPolicies?.find((kind) => kind !== "granular");
	return first ?? "untrusted";
}
