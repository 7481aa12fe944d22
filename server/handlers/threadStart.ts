import type { RequestParams } from "#protocol/messages.ts";
import type { ThreadStartResponse } from "#protocol/thread.ts";
import { ModelHistory } from "../model/modelHistory.ts";
import type { Peer, RequestContext } from "../rpc/peer.ts";
import { readGitInfo } from "../threads/gitInfo.ts";
import type { LoadedThread, ThreadSettings } from "../threads/loadedThread.ts";
import { activeProfile } from "../threads/permissions.ts";
import { threadSettings, workspaceRoots } from "../threads/settings.ts";
import { uuidv7 } from "../threads/uuid.ts";
import { checkDynamicTools } from "./dynamicToolCheck.ts";
import type { Services } from "./services.ts";

/** Tells a client that a setting gave way to a requirement. */
export const warning = (peer: Peer) => (summary: string) => peer.notify("configWarning", { summary, details: null });

/** Answers `thread/start`. The thread's file is made by its first turn. */
export async function start(
	services: Services,
	params: RequestParams<"thread/start">,
	context: RequestContext,
): Promise<ThreadStartResponse> {
	const { threads } = services;
	const dynamicTools = params.dynamicTools ?? [];
	checkDynamicTools(dynamicTools);
	const settings = {
		...threadSettings(params, threads.config, null, services.cwd, warning(context.peer)),
		dynamicTools,
	};
	// Whoever lets a project be written to trusts it.
	const mayWrite = settings.sandboxPolicy.type !== "readOnly" && (params.sandbox ?? params.permissions) !== null;
	if (params.cwd !== null && mayWrite) threads.config.trust(settings.cwd);
	const thread = addThread(services, settings, params, context.peer);
	thread.subscribe(context.peer);
	context.afterResponse(() => {
		threads.peers.notifyAll("thread/started", { thread: thread.view() });
	});
	return describe(thread, false, context);
}

/** Loads a thread that is new, of a client. */
export function addThread(
	{ threads, source, version }: Services,
	settings: ThreadSettings,
	params: Partial<Pick<RequestParams<"thread/start">, "ephemeral" | "threadSource" | "historyMode" | "config">>,
	{ clientInfo }: Peer,
): LoadedThread {
	const id = uuidv7();
	const now = new Date();
	const history = new ModelHistory();
	return threads.add({
		record: {
			id,
			sessionId: id,
			path: params.ephemeral ? null : threads.pathFor(id, now),
			preview: "",
			name: null,
			cwd: settings.cwd,
			startCwd: settings.cwd,
			model: settings.model,
			modelProvider: settings.modelProvider,
			reasoningEffort: settings.effort,
			source,
			threadSource: params.threadSource ?? null,
			originator: clientInfo.name,
			cliVersion: version,
			git: readGitInfo(settings.cwd),
			forkedFromId: null,
			parentThreadId: null,
			agentNickname: null,
			agentRole: null,
			historyMode: params.historyMode ?? "paginated",
			archived: false,
			createdAt: now.getTime(),
			updatedAt: now.getTime(),
			recencyAt: now.getTime(),
		},
		settings,
		history: () => history,
		usage: null,
		sessionConfig: params.config ?? null,
	});
}

/** A loaded thread as the answers that load one show it; when the answer has left, the first turn is prepared. */
export async function describe(
	thread: LoadedThread,
	withTurns: boolean,
	context: RequestContext,
): Promise<ThreadStartResponse> {
	context.afterSent(() => thread.prepareTurn());
	const { settings } = thread;
	// Asked first: nothing may happen between the view and the response.
	const { sources: instructionSources, cut } = await thread.projectDocs();
	if (cut) {
		const message = `Only ${cut.read} of the ${cut.length} bytes of ${cut.path} are read: \`project_doc_max_bytes\` allows no more. Shorten the file, or raise that.`;
		context.afterResponse(() => context.peer.notify("warning", { threadId: thread.threadId, message }));
	}
	return {
		thread: thread.view(withTurns),
		model: settings.model,
		modelProvider: settings.modelProvider,
		serviceTier: settings.serviceTier,
		cwd: settings.cwd,
		approvalPolicy: settings.approvalPolicy,
		approvalsReviewer: settings.approvalsReviewer,
		sandbox: settings.sandboxPolicy,
		reasoningEffort: settings.effort,
		instructionSources,
		disabledPluginIds: settings.disabledPluginIds,
		activePermissionProfile: activeProfile(settings),
		multiAgentMode: "explicitRequestOnly",
		runtimeWorkspaceRoots: workspaceRoots(settings),
	};
}
