import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { act, composerRequests, keepDraft, keptDraft, panel, post, send } from "../bridge/host.ts";
import type { ApprovalMode } from "../shared/bridge.ts";
import { runningTurn } from "../shared/panelState.ts";
import { Icon, IconButton } from "./Icon.tsx";
import { TokenMeter } from "./TokenMeter.tsx";

const modeWords: Record<ApprovalMode, string> = {
	readOnly: "Ask for everything",
	ask: "Ask when needed",
	full: "Never ask",
};

function placeholderText(isRunning: boolean): string {
	return isRunning ? "Steer Heddle while it works…" : "Ask for anything";
}

/** Where a person writes. What is written survives everything until it is sent. */
export function Composer() {
	const { host } = panel.value;
	const isRunning = runningTurn(panel.value) !== null;
	const box = useRef<HTMLTextAreaElement>(null);
	const [text, setText] = useState(keptDraft() ?? host?.draft ?? "");
	/** Steps back in what was sent; 0 is what is being written. */
	const [recalled, setRecalled] = useState(0);

	const change = (value: string) => {
		setText(value);
		keepDraft(value);
	};

	useLayoutEffect(() => {
		const element = box.current;
		if (!element) return;
		element.style.height = "auto";
		element.style.height = `${element.scrollHeight}px`;
	}, [text]);

	const { count, text: asked } = composerRequests.value;
	useEffect(() => {
		if (count === 0) return;
		if (asked !== "") change(`${text}${text === "" || text.endsWith(" ") ? "" : " "}${asked}`);
		box.current?.focus();
	}, [count]);

	const submit = () => {
		const message = text.trim();
		if (message === "") return;
		send(message);
		change("");
		setRecalled(0);
	};

	const recall = (step: number) => {
		const history = host?.history ?? [];
		const next = recalled + step;
		if (next < 0 || next > history.length) return;
		setRecalled(next);
		change(next === 0 ? "" : (history.at(-next) ?? ""));
	};

	const onKeyDown = (event: KeyboardEvent) => {
		// While an input method composes, its keys are its own.
		if (event.isComposing) return;
		const element = box.current;
		const atStart = element?.selectionStart === 0 && element.selectionEnd === 0;
		if (event.key === "Enter" && !event.shiftKey) submit();
		else if (event.key === "Escape") post({ type: "leave" });
		else if (
			event.key === "ArrowUp" &&
			!event.ctrlKey &&
			!event.metaKey &&
			(text === "" || (recalled > 0 && atStart) || recalled > 0)
		)
			recall(1);
		else if (event.key === "ArrowDown" && !event.ctrlKey && !event.metaKey && recalled > 0) recall(-1);
		else return;
		event.preventDefault();
	};

	return (
		<section class="composer" aria-label="Composer" data-region>
			<textarea
				ref={box}
				rows={1}
				aria-label="Message Heddle"
				placeholder={placeholderText(isRunning)}
				value={text}
				onInput={(event) => {
					setRecalled(0);
					change(event.currentTarget.value);
				}}
				onKeyDown={onKeyDown}
			/>
			<div class="composer-row">
				{host && (
					<>
						<button type="button" class="pick" title="When Heddle asks" onClick={() => act("pickApprovalMode")}>
							<Icon name="shield" />
							<span>{modeWords[host.approvalMode]}</span>
						</button>
						<button
							type="button"
							class="pick model"
							title="Model"
							onClick={() => act(host.modelConfigured ? "pickModel" : "addKey")}
						>
							<span>{panel.value.thread?.model ?? host.model ?? "No model"}</span>
						</button>
					</>
				)}
				<span class="spring" />
				<TokenMeter />
				{isRunning && <IconButton icon="debug-stop" label="Stop" class="send" onClick={() => post({ type: "stop" })} />}
				{(!isRunning || text.trim() !== "") && (
					<IconButton
						icon="arrow-up"
						label={isRunning ? "Send to the running turn" : "Send"}
						class="send"
						onClick={submit}
						disabled={text.trim() === ""}
					/>
				)}
			</div>
		</section>
	);
}
