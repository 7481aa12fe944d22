import { act, panel } from "../bridge/host.ts";
import type { PanelAction } from "../shared/bridge.ts";
import { Icon } from "./Icon.tsx";

interface Way {
	icon: string;
	title: string;
	detail: string;
	action: PanelAction;
}

/** An empty thread: an invitation, and without a model the three ways to get one. */
export function FirstRun() {
	const { host } = panel.value;
	if (!host) return null;
	const { localServer } = host;
	const found = localServer
		? `${localServer.name} found, with ${localServer.models.length === 1 ? "1 model" : `${localServer.models.length} models`}`
		: "Ollama or LM Studio on this machine.";
	const tour: Way = {
		icon: "play-circle",
		title: "Take the tour, offline",
		detail: "A scripted lesson with real commands and edits. Two minutes, no account.",
		action: "startTour",
	};
	const ways: Way[] = host.modelConfigured
		? []
		: [
				{
					icon: "key",
					title: "Add a model key",
					detail: "OpenAI, OpenRouter or any compatible address. The key stays in secret storage.",
					action: "addKey",
				},
				{ icon: "vm", title: "Use a local model server", detail: found, action: "useLocalServer" },
				tour,
			];
	return (
		<div class="first-run">
			<h1>What shall we build?</h1>
			<p class="dim">
				Heddle reads, runs and edits in this workspace, and asks before it does anything you have not allowed.
			</p>
			{ways.map(({ icon, title, detail, action }) => (
				<button key={action} type="button" class="way" onClick={() => act(action)}>
					<Icon name={icon} />
					<span>
						<b>{title}</b>
						<span class="dim">{detail}</span>
					</span>
				</button>
			))}
		</div>
	);
}
