import { useState } from "preact/hooks";
import { panel, post } from "../bridge/host.ts";
import type { ApprovalChoice, PendingApproval } from "../shared/bridge.ts";
import { plainCommand } from "../shared/plainCommand.ts";

/** The first of what waits for a yes or no, above the composer. Number keys decide while it has the focus. */
export function ApprovalCard() {
	const { host, thread } = panel.value;
	const pending = host?.pending ?? [];
	const mine = pending.filter((each) => each.threadId === thread?.id);
	const [first] = mine.length > 0 ? mine : pending;
	return first ? <Card key={first.key} approval={first} count={pending.length} /> : null;
}

function Card({ approval, count }: { approval: PendingApproval; count: number }) {
	const [isDeclining, setDeclining] = useState(false);
	const { key, question, facts, request, choices } = approval;
	const answer = (choice: ApprovalChoice["id"]) => {
		if (choice === "decline") setDeclining(true);
		else post({ type: "answerApproval", key, choice });
	};
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.target instanceof HTMLInputElement) return;
		const choice = choices[Number(event.key) - 1];
		if (!choice || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		answer(choice.id);
	};
	const command = request.method === "item/commandExecution/requestApproval" ? request.params.command : null;
	return (
		<section class="approval" aria-label="Approval" data-region onKeyDown={onKeyDown}>
			<h2>
				{command == null ? question : "Do you want to allow Heddle to run this in this workspace?"}
				{count > 1 && <span class="dim small"> 1 of {count}</span>}
			</h2>
			{facts.length > 0 && <div class="dim small">{facts.join(" · ")}</div>}
			{command != null && (
				<pre class="approval-command">
					<code>{plainCommand(command)}</code>
				</pre>
			)}
			{isDeclining ? (
				<DeclineNote approvalKey={key} onBack={() => setDeclining(false)} />
			) : (
				<Choices choices={choices} answer={answer} />
			)}
		</section>
	);
}

function Choices({ choices, answer }: { choices: ApprovalChoice[]; answer: (choice: ApprovalChoice["id"]) => void }) {
	return (
		<ol class="choices">
			{choices.map(({ id, label }, index) => (
				<li key={id}>
					<button type="button" class={index === 0 ? "choice first" : "choice"} onClick={() => answer(id)}>
						<span>{label}</span>
						<kbd>{index + 1}</kbd>
					</button>
				</li>
			))}
		</ol>
	);
}

function DeclineNote({ approvalKey, onBack }: { approvalKey: string; onBack: () => void }) {
	const [note, setNote] = useState("");
	const decline = () => post({ type: "answerApproval", key: approvalKey, choice: "decline", note });
	return (
		<form
			class="decline"
			onSubmit={(event) => {
				event.preventDefault();
				decline();
			}}
		>
			<input
				// The person has just asked for this field.
				ref={(element) => element?.focus()}
				aria-label="What should Heddle do differently?"
				placeholder="What should Heddle do differently?"
				value={note}
				onInput={(event) => setNote(event.currentTarget.value)}
				onKeyDown={(event) => event.key === "Escape" && onBack()}
			/>
			<div class="buttons">
				<button type="submit" class="button">
					Decline
				</button>
				<button type="button" class="button secondary" onClick={onBack}>
					Back
				</button>
			</div>
		</form>
	);
}
