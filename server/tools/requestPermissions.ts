import path from "node:path";
import * as z from "zod";
import type { RequestPermissionProfile } from "#protocol/guardian.ts";
import {
	FileSystemAccessMode,
	FileSystemPath,
	type FileSystemSandboxEntry,
	type GrantedPermissionProfile,
} from "#protocol/permissionProfile.ts";
import type { TurnHost } from "../agent/turnHost.ts";
import { exact } from "../policy/permissionRules.ts";
import { isInside } from "../sandbox/filesystemPolicy.ts";
import { isReviewed, type ReviewedAction, refusal } from "./approvalReview.ts";
import { ask } from "./approvals.ts";
import { Interruption } from "./interruption.ts";
import type { Grant } from "./rights.ts";
import type { ToolContext } from "./session.ts";
import type { ToolOutput, ToolSpec } from "./tool.ts";
import { ArgumentError, parseArguments } from "./toolArguments.ts";

const Paths = z.array(z.string()).nullish();
const build = () =>
	z.object({
		permissions: z.strictObject({
			network: z.object({ enabled: z.boolean().nullish() }).nullish(),
			file_system: z
				.object({
					read: Paths,
					write: Paths,
					entries: z.array(z.object({ access: FileSystemAccessMode(), path: FileSystemPath() })).nullish(),
				})
				.nullish(),
		}),
		reason: z.string().nullish(),
		environment_id: z.string().nullish(),
	});
let built: ReturnType<typeof build> | undefined;

const paths = (what: string) => ({ type: "array", items: { type: "string" }, description: `Paths to ${what}.` });

export const requestPermissionsSpec: ToolSpec = {
	type: "function",
	name: "request_permissions",
	description:
		"Asks the person for more rights in the sandbox and waits for the answer, which says what was granted. It holds for later commands and edits of this turn, or of the whole session if the person says so.",
	strict: false,
	parameters: {
		type: "object",
		properties: {
			permissions: {
				type: "object",
				description: "What is needed; at least one thing.",
				properties: {
					file_system: {
						type: "object",
						properties: { read: paths("read"), write: paths("write") },
						additionalProperties: false,
					},
					network: {
						type: "object",
						properties: { enabled: { type: "boolean", description: "True to use the network." } },
						additionalProperties: false,
					},
				},
				additionalProperties: false,
			},
			reason: { type: "string", description: "Why, in one short sentence for the person." },
		},
		required: ["permissions"],
		additionalProperties: false,
	},
};

/** What the model is told, in the names that it asked by. */
interface Answer {
	permissions: { network: { enabled: true } | null; file_system: Record<string, unknown> | null };
	scope: "turn" | "session";
	strict_auto_review?: true;
}

const NOTHING: Answer = { permissions: { network: null, file_system: null }, scope: "turn" };

/** Rights that the model wants, with its reason. */
interface Wanted {
	entries: FileSystemSandboxEntry[];
	/** Null where it does not speak of it. */
	network: boolean | null;
	reason: string | null;
	/** As clients see them. */
	profile: RequestPermissionProfile;
}

/** Has the person grant rights, and puts into force what they grant of what was asked. Rejects with an AbortError when the turn ends first. */
export async function requestPermissions(
	context: ToolContext,
	callId: string,
	input: string,
	host: TurnHost,
): Promise<ToolOutput> {
	const wanted = wantedRights(input, host);
	if (!mayAsk(host)) return told(NOTHING);
	const { entries, network, reason, profile } = wanted;
	if (isReviewed(context, host)) {
		const verdict = await context.review(reviewedRights(wanted), callId, host);
		if (verdict.kind === "approved") return grant(context, { entries, network: network === true }, "turn", false, host);
		// What a review says no to is simply not granted.
		refusal(verdict, host);
		return told(NOTHING);
	}
	const answer = await ask(host, "item/permissions/requestApproval", {
		itemId: callId,
		environmentId: "local",
		startedAtMs: Date.now(),
		cwd: host.settings.cwd,
		reason,
		permissions: profile,
	});
	if (answer === "cleared") throw new Interruption(false);
	if (answer === "refused") return told(NOTHING);
	const granted = common(entries, network === true, answer.permissions);
	return grant(context, granted, answer.scope, answer.strictAutoReview === true, host);
}

/** What a request for rights would have to be approved for; null where nobody is to be asked. @throws ArgumentError */
export function rightsToReview(input: string, host: TurnHost): ReviewedAction | null {
	const wanted = wantedRights(input, host);
	return mayAsk(host) ? reviewedRights(wanted) : null;
}

function reviewedRights({ reason, profile }: Wanted): ReviewedAction {
	return {
		action: { type: "requestPermissions", reason, permissions: profile },
		planned: { tool: "request_permissions", permissions: profile, ...(reason !== null && { reason }) },
	};
}

/** Puts rights into force and says so. */
function grant(
	context: ToolContext,
	granted: Grant,
	scope: Answer["scope"],
	isStrict: boolean,
	host: TurnHost,
): ToolOutput {
	// That each command is reviewed is for one turn.
	if (isEmpty(granted) || (isStrict && scope === "session")) return told(NOTHING);
	if (scope === "session") context.rights.grantForSession(granted);
	else context.rights.grantForTurn(host, granted, isStrict);
	return told({
		permissions: { network: granted.network ? { enabled: true } : null, file_system: filesOf(granted.entries) },
		scope,
		...(isStrict ? { strict_auto_review: true as const } : {}),
	});
}

/** @throws ArgumentError */
function wantedRights(input: string, host: TurnHost): Wanted {
	built ??= build();
	const { permissions, reason, environment_id } = parseArguments(built, input);
	if (environment_id !== undefined && environment_id !== null && environment_id !== "local") {
		throw new ArgumentError(`unknown turn environment id \`${environment_id}\``);
	}
	const { cwd } = host.settings;
	const files = permissions.file_system;
	const read = files?.read?.map((file) => path.resolve(cwd, file)) ?? [];
	const write = files?.write?.map((file) => path.resolve(cwd, file)) ?? [];
	const entries = [
		...read.map((file) => exact(file, "read")),
		...write.map((file) => exact(file, "write")),
		...(files?.entries ?? []),
	];
	const network = permissions.network?.enabled ?? null;
	if (entries.length === 0 && network === null) {
		throw new ArgumentError("request_permissions requires at least one permission");
	}
	return {
		entries,
		network,
		reason: reason ?? null,
		profile: {
			network: network === null ? null : { enabled: network },
			fileSystem: entries.length === 0 ? null : { read: listOrNull(read), write: listOrNull(write), entries },
		},
	};
}

/** Where nobody is to be asked, nothing is granted. */
function mayAsk({ settings: { approvalPolicy } }: TurnHost): boolean {
	if (typeof approvalPolicy === "object") return approvalPolicy.granular.request_permissions === true;
	return approvalPolicy !== "never";
}

/** What was both asked for and granted: a person may grant less, a folder in what was asked for included, and never more. */
function common(
	wanted: FileSystemSandboxEntry[],
	network: boolean,
	{ fileSystem, network: net }: GrantedPermissionProfile,
): Grant {
	const given = [
		...(fileSystem?.read ?? []).map((file) => exact(file, "read")),
		...(fileSystem?.write ?? []).map((file) => exact(file, "write")),
		...(fileSystem?.entries ?? []),
	];
	const entries = given.filter((entry) => wanted.some((each) => covers(each, entry)));
	const unique = new Map(entries.map((entry) => [JSON.stringify(sorted(entry)), entry]));
	return { entries: [...unique.values()], network: network && net?.enabled === true };
}

function covers(wanted: FileSystemSandboxEntry, given: FileSystemSandboxEntry): boolean {
	if (wanted.access !== given.access && !(wanted.access === "write" && given.access === "read")) return false;
	if (wanted.path.type === "path" && given.path.type === "path") {
		return path.isAbsolute(given.path.path) && isInside(wanted.path.path, given.path.path);
	}
	return JSON.stringify(sorted(wanted.path)) === JSON.stringify(sorted(given.path));
}

/** Members in one order, however a client wrote them. */
function sorted(value: unknown): unknown {
	if (typeof value !== "object" || value === null) return value;
	const entries = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
	return Object.fromEntries(
		entries.map(([key, each]) => [key, sorted(each)] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)),
	);
}

const isEmpty = ({ entries, network }: Grant) => entries.length === 0 && !network;

const listOrNull = (list: string[]) => (list.length > 0 ? list : null);

function filesOf(entries: FileSystemSandboxEntry[]): Record<string, unknown> | null {
	if (entries.length === 0) return null;
	const named = (access: "read" | "write") =>
		entries.flatMap((entry) => (entry.access === access && entry.path.type === "path" ? [entry.path.path] : []));
	const others = entries.filter((entry) => entry.path.type !== "path" || entry.access === "deny");
	return {
		...(named("read").length > 0 ? { read: named("read") } : {}),
		...(named("write").length > 0 ? { write: named("write") } : {}),
		...(others.length > 0 ? { entries: others } : {}),
	};
}

const told = (answer: Answer): ToolOutput => ({ text: JSON.stringify(answer), success: true });
