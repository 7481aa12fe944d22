import { invalidRequest } from "#protocol/errors.ts";
import type { FileSystemPath } from "#protocol/permissionProfile.ts";
import type { AskForApproval, SandboxMode, SandboxPolicy } from "#protocol/policy.ts";
import { type Reviewer, reviewerNamed } from "../policy/approvalsReviewer.ts";
import type { PrefixRule } from "../policy/prefixRule.ts";
import { checkConfig } from "./check.ts";
import type { ConfigProblem, EffectiveConfig } from "./config.ts";
import { type ConfigDocument, isTable, merge, type Table } from "./document.ts";
import {
	deniedReads,
	type RequiredProfiles,
	requiredProfiles,
	requiredProfileTables,
	unknownFilesystemKeys,
} from "./requiredPermissions.ts";
import { requiredRules } from "./requiredRules.ts";

const APPROVALS = ["untrusted", "on-request", "granular", "never"] as const;
const REVIEWERS = ["user", "auto_review", "guardian_subagent"] as const;
const MODES = ["read-only", "workspace-write", "danger-full-access"] as const;

type ApprovalKind = (typeof APPROVALS)[number];

/** What an administrator allows, in `requirements.toml` beside the machine's `config.toml`; null where everything is. */
export interface Requirements {
	/** Absolute path of the file. */
	file: string;
	/** The first one holds where another would have. */
	approvalPolicies: readonly ApprovalKind[] | null;
	approvalsReviewers: readonly Reviewer[] | null;
	/** `read-only` among them. None without a sandbox where something must not be read. */
	sandboxModes: readonly SandboxMode[] | null;
	/** Null where any may be chosen. */
	profiles: RequiredProfiles | null;
	/** Hidden from whatever runs in a thread or by `command/exec`, whatever else is granted. */
	deniedReads: readonly FileSystemPath[];
	/** Beside those of the person; the strictest counts. None of them allows anything. */
	rules: readonly PrefixRule[];
	/** The only provider of models; null for any. */
	modelProvider: string | null;
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
	...["allowed_approval_policies", "allowed_approvals_reviewers", "allowed_sandbox_modes", "features"],
	...["allowed_login_methods", "allow_login_shell"],
	...["cli_auth_credentials_store", "additional_developer_instructions", "rules", "permissions"],
	...["allowed_permission_profiles", "default_permissions", "model_provider", "model_providers"],
];
/** What forbids only what is not here: it is kept to as it is. */
const IDLE = [
	...["allow_appshots", "allow_browser_and_computer_use", "allow_managed_hooks_only", "allow_remote_control"],
	...["allowed_web_search_modes", "check_for_update_on_startup"],
];
const KEYS = new Set([...KEPT, ...IDLE]);

/** What a client is shown of all the rest: it is for the endpoints of a vendor, which this server cannot answer for. */
const SHOWN = ["enforce_residency"];

/** Reads the file's table. What it says beyond the keys that are enforced is reported as a problem. */
export function readRequirements(document: ConfigDocument): { requirements: Requirements; problems: ConfigProblem[] } {
	const { path: file, table } = document;
	const none: Requirements = {
		...{ file, approvalPolicies: null, approvalsReviewers: null, sandboxModes: null, failure: null },
		...{
			developerInstructions: null,
			profiles: null,
			deniedReads: [],
			rules: [],
			modelProvider: null,
			settings: {},
			table: {},
		},
	};
	const failed = (failure: string) => ({
		requirements: { ...none, failure },
		problems: [problemOf(file, failure)],
	});
	const [unread] = document.problems;
	if (unread) return failed(unread.summary);
	try {
		const requirements: Requirements = {
			...none,
			approvalPolicies: choices(table, "allowed_approval_policies", APPROVALS),
			approvalsReviewers: choices(table, "allowed_approvals_reviewers", REVIEWERS)?.map(reviewerNamed) ?? null,
			sandboxModes: choices(table, "allowed_sandbox_modes", MODES),
			profiles: requiredProfiles(table),
			deniedReads: deniedReads(table, file),
			rules: requiredRules(table.rules),
			modelProvider: text(table, "model_provider"),
			settings: settingsOf(table),
			developerInstructions: text(table, "additional_developer_instructions"),
			table: Object.fromEntries(Object.entries(table).filter(([key]) => KEYS.has(key) || SHOWN.includes(key))),
		};
		const { enforce_residency } = table;
		if (enforce_residency !== undefined && enforce_residency !== "us") {
			throw new Error('`enforce_residency` must be "us"');
		}
		if (requirements.sandboxModes && !requirements.sandboxModes.includes("read-only")) {
			return failed("`allowed_sandbox_modes` must include `read-only`");
		}
		if (requirements.deniedReads.length > 0) {
			const modes = requirements.sandboxModes ?? MODES;
			requirements.sandboxModes = modes.filter((mode) => mode !== "danger-full-access");
		}
		const others = [...Object.keys(table).filter((key) => !KEYS.has(key)), ...unknownFilesystemKeys(table)];
		const summary = `${file} requires what is not enforced here: ${others.join(", ")}`;
		return { requirements, problems: others.length > 0 ? [{ summary, details: null, path: file, range: null }] : [] };
	} catch (error) {
		return failed(error instanceof Error ? error.message : String(error));
	}
}

const problemOf = (file: string, failure: string): ConfigProblem => ({
	summary: `${failure}; nothing can run until ${file} is mended`,
	...{ details: null, path: file, range: null },
});

/** Profiles that need no table. */
const BUILT_IN_PROFILES = [":read-only", ":workspace", ":danger-full-access"];

/** What the file names and the configuration does not have: then nothing can run. */
export function withChecked(
	requirements: Requirements,
	{ raw, providers }: Pick<EffectiveConfig, "raw" | "providers">,
): { requirements: Requirements; problems: ConfigProblem[] } {
	const { modelProvider, profiles, file } = requirements;
	const failed = (failure: string) => ({
		requirements: { ...requirements, failure },
		problems: [problemOf(file, failure)],
	});
	if (modelProvider !== null && !providers.has(modelProvider)) {
		return failed(`Model provider \`${modelProvider}\` not found`);
	}
	const defined = [...BUILT_IN_PROFILES, ...Object.keys(isTable(raw.permissions) ? raw.permissions : {})];
	const unknown = profiles?.allowed.find((name) => !defined.includes(name));
	if (unknown === undefined) return { requirements, problems: [] };
	return failed(`\`allowed_permission_profiles\` refers to undefined profile \`${unknown}\``);
}

/** The tables whose entries stand for themselves: nothing of another file's is mixed into one. */
const WHOLE_ENTRIES = ["model_providers", "permissions"];

/** The merged documents with what the administrator sets over them. */
export function withRequired(raw: Table, settings: Table): Table {
	const whole = WHOLE_ENTRIES.flatMap((key): [string, Table][] => {
		const { [key]: required } = settings;
		return isTable(required) ? [[key, { ...(isTable(raw[key]) ? raw[key] : {}), ...required }]] : [];
	});
	return { ...merge(raw, settings), ...Object.fromEntries(whole) };
}

/** What the file sets for everybody, by the keys of a configuration. @throws Error for a value that does not fit */
function settingsOf(table: Table): Table {
	const wanted: Table = {};
	const kept = ["features", "allow_login_shell", "cli_auth_credentials_store", "model_provider", "model_providers"];
	for (const key of kept) if (key in table) wanted[key] = table[key];
	const profiles = requiredProfileTables(table);
	if (Object.keys(profiles).length > 0) wanted.permissions = profiles;
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
	approvalsReviewer?: Reviewer | null;
	sandboxPolicy?: SandboxPolicy | null;
	/** The profile that the policy comes from; null for a policy by itself. */
	permissionProfile?: string | null;
}

/** Why it is not allowed; empty where it is. */
export function violations(requirements: Requirements, asked: Asked): string[] {
	const { approvalPolicy, approvalsReviewer, sandboxPolicy, permissionProfile } = asked;
	const { file, approvalPolicies, approvalsReviewers, sandboxModes, profiles } = requirements;
	const found: string[] = [];
	const check = (key: string, value: string, allowed: readonly string[] | null) => {
		if (allowed === null || allowed.includes(value)) return;
		found.push(
			`invalid value for \`${key}\`: \`${value}\` is not in the allowed set [${allowed.join(", ")}] (set by ${file})`,
		);
	};
	if (approvalPolicy) check("approval_policy", kindOf(approvalPolicy), approvalPolicies);
	if (approvalsReviewer) check("approvals_reviewer", approvalsReviewer, approvalsReviewers);
	if (sandboxPolicy) {
		check("sandbox_mode", modeOf(sandboxPolicy), sandboxModes);
		check("permission_profile", permissionProfile ?? profileOf(sandboxPolicy), profiles?.allowed ?? null);
	}
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

/** What a policy by itself is called among the profiles: what may not be had under one name may not under the other. */
function profileOf({ type }: SandboxPolicy): string {
	if (type === "readOnly") return ":read-only";
	return type === "workspaceWrite" ? ":workspace" : ":danger-full-access";
}

/** The policy that holds where another is not allowed. A granular one has no form that could be chosen for somebody. */
export function allowedApproval({ approvalPolicies }: Requirements): Exclude<AskForApproval, object> {
	const first = approvalPolicies?.find((kind) => kind !== "granular");
	return first ?? "untrusted";
}
