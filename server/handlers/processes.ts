import type { HandlerTable } from "../rpc/peer.ts";
import type { SpawnedProcesses } from "../workspace/spawnedProcesses.ts";
import type { Services } from "./services.ts";

type ProcessMethod = "process/spawn" | "process/writeStdin" | "process/resizePty" | "process/kill";

/** The answers to `process/*`. */
export function processHandlers({ env }: Services): Pick<HandlerTable, ProcessMethod> {
	let loading: Promise<SpawnedProcesses> | undefined;
	const processes = () => {
		loading ??= import("../workspace/spawnedProcesses.ts").then(({ SpawnedProcesses }) => new SpawnedProcesses(env));
		return loading;
	};
	return {
		"process/spawn": async (params, { peer, afterResponse }) => {
			const answered = new Promise<void>((resolve) => afterResponse(resolve));
			await (await processes()).spawn(params, peer, answered);
			return {};
		},
		"process/writeStdin": async (params, { peer }) => {
			await (await processes()).write(params, peer);
			return {};
		},
		"process/resizePty": async (params, { peer }) => {
			await (await processes()).resize(params, peer);
			return {};
		},
		"process/kill": async (params, { peer }) => {
			await (await processes()).kill(params, peer);
			return {};
		},
	};
}
