import { invalidRequest } from "#protocol/errors.ts";
import { enforce, violations } from "../config/requirements.ts";
import { rulesOf, withholding } from "../policy/permissionRules.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import {
	configuredPermissions,
	fallbackPermissions,
	type Permissions,
	policyPermissions,
	profilePermissions,
} from "../threads/permissions.ts";
import type { CommandExec, CommandRights } from "../workspace/commandExec.ts";
import type { Services } from "./services.ts";

type CommandMethod = "command/exec" | "command/exec/write" | "command/exec/resize" | "command/exec/terminate";

/** The answers to `command/exec` and its kin. */
export function commandExecHandlers(services: Services): Pick<HandlerTable, CommandMethod> {
	let loading: Promise<CommandExec> | undefined;
	const commands = () => {
		loading ??= import("../workspace/commandExec.ts").then(
			({ CommandExec }) => new CommandExec(services.cwd, services.env),
		);
		return loading;
	};
	return {
		"command/exec": async (params, { peer, waits }) =>
			(await commands()).run(params, (cwd) => rightsOf(services, params, cwd), peer, waits),
		"command/exec/write": async (params, { peer }) => {
			await (await commands()).write(params, peer);
			return {};
		},
		"command/exec/resize": async (params, { peer }) => {
			await (await commands()).resize(params, peer);
			return {};
		},
		"command/exec/terminate": async (params, { peer }) => {
			await (await commands()).terminate(params, peer);
			return {};
		},
	};
}

type Asked = Pick<Parameters<HandlerTable["command/exec"]>[0], "sandboxPolicy" | "permissionProfile">;

/**
 * What a command may do: what the request says, else the configuration; without any word on the sandbox a trusted project may be
 * written and any other only read. A profile means the command's own directory, anything else the server's.
 */
function rightsOf({ threads, cwd: serverCwd }: Services, asked: Asked, cwd: string): CommandRights {
	const { permissionProfile } = asked;
	if (permissionProfile !== null && asked.sandboxPolicy !== null) {
		throw invalidRequest("`permissionProfile` cannot be combined with `sandboxPolicy`");
	}
	const config = threads.config.effective(permissionProfile === null ? serverCwd : cwd);
	const { shellEnvironmentPolicy } = config;
	const folder = permissionProfile === null ? serverCwd : cwd;
	const rights = (permissions: Permissions, failure: string): CommandRights => {
		enforce(config.requirements, permissions, failure);
		return {
			rules: withholding(
				permissions.permissionRules ?? rulesOf(permissions.sandboxPolicy, folder),
				config.requirements.deniedReads,
			),
			workspace: folder,
			shellEnvironmentPolicy,
		};
	};
	if (permissionProfile !== null) {
		const failure = "invalid permission profile";
		return rights(profilePermissions(permissionProfile, config, folder, failure), failure);
	}
	if (asked.sandboxPolicy !== null) {
		return rights(policyPermissions(asked.sandboxPolicy), "invalid sandbox policy");
	}
	const otherwise = threads.config.isTrusted(serverCwd) ? "workspace-write" : "read-only";
	const configured = configuredPermissions(config, otherwise, folder);
	const isAllowed = violations(config.requirements, configured).length === 0;
	return rights(isAllowed ? configured : fallbackPermissions(config, folder), "invalid configuration");
}
