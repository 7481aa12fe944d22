import path from "node:path";
import { pathToFileURL } from "node:url";
import { invalidRequest } from "#protocol/errors.ts";
import type { HandlerTable } from "../../rpc/peer.ts";
import type { Services } from "../services.ts";
import { notYet } from "./refuse.ts";

const later = notYet("environment/add", "externalAgentConfig/import", "externalAgentConfig/import/recordHistory");

type Method =
	| keyof typeof later
	| "environment/info"
	| "environment/status"
	| "externalAgentConfig/detect"
	| "externalAgentConfig/import/readHistories"
	| "windowsSandbox/readiness"
	| "windowsSandbox/setupStart";

const LOCAL = "local";
const unknown = (id: string) => `unknown environment id \`${id}\``;

/** The machine the server runs on: its one environment, and what belongs to other systems. */
export function hostHandlers({ cwd }: Services): Pick<HandlerTable, Method> {
	return {
		...later,
		"environment/info": async ({ environmentId }) => {
			if (environmentId !== LOCAL) throw invalidRequest(unknown(environmentId));
			const { loginShell } = await import("../../exec/shell.ts");
			const shell = loginShell();
			return { shell: { name: path.basename(shell), path: shell }, cwd: pathToFileURL(cwd).href };
		},
		"environment/status": ({ environmentId }) =>
			environmentId === LOCAL ? { status: "ready" } : { status: "unknown", error: unknown(environmentId) },
		"externalAgentConfig/detect": () => ({ items: [], connectors: [] }),
		"externalAgentConfig/import/readHistories": () => ({ data: [], connectors: [] }),
		"windowsSandbox/readiness": () => ({ status: "notConfigured" }),
		"windowsSandbox/setupStart": ({ mode }, context) => {
			context.afterResponse(() =>
				context.peer.notify("windowsSandbox/setupCompleted", {
					mode,
					success: false,
					error: `${mode} Windows sandbox setup is not available here`,
				}),
			);
			return { started: true };
		},
	};
}
