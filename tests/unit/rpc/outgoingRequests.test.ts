import { expect, test } from "vitest";
import type { CommandExecutionRequestApprovalParams } from "#protocol/approval.ts";
import { RequestRefused } from "../../../server/agent/turnHost.ts";
import { OutgoingRequestTable, type RequestChannel } from "../../../server/rpc/outgoingRequests.ts";

interface Sent {
	id: number;
	method: string;
	params: unknown;
}

/** A client that keeps what it is asked. */
function channel(id: number, experimentalApi: boolean): RequestChannel & { asked: Sent[] } {
	const asked: Sent[] = [];
	return {
		id,
		experimentalApi,
		asked,
		clientInfo: { name: "test", title: null, version: "1" },
		drained: null,
		notify: () => {},
		onClose: () => ({ dispose: () => {} }),
		sendRequest: (id, method, params) => asked.push({ id, method, params }),
	};
}

const method = "item/commandExecution/requestApproval";
const stable: CommandExecutionRequestApprovalParams = {
	kind: "command",
	command: "ls",
	environmentId: null,
	itemId: "i",
	threadId: "t",
	turnId: "u",
	startedAtMs: 1,
};
/** The decisions on offer are not in the stable schema, and the reference sends them to every client. */
const forAll: CommandExecutionRequestApprovalParams = { ...stable, availableDecisions: ["accept"] };
const whole: CommandExecutionRequestApprovalParams = {
	...forAll,
	additionalPermissions: null,
};

function table(...channels: RequestChannel[]) {
	return new OutgoingRequestTable((peer) => channels.find(({ id }) => id === peer.id));
}

test("every client is asked under one id, and only those that opted in get what is experimental", () => {
	const [plain, optedIn] = [channel(1, false), channel(2, true)];
	const requests = table(plain, optedIn);
	requests.send(method, whole, [plain, optedIn]);
	const second = requests.send(method, whole, [plain]);
	expect(plain.asked).toEqual([
		{ id: 0, method, params: forAll },
		{ id: 1, method, params: forAll },
	]);
	expect(optedIn.asked).toEqual([{ id: 0, method, params: whole }]);
	second.resendTo(optedIn);
	expect(optedIn.asked[1]).toEqual({ id: 1, method, params: whole });
});

test("a request that is experimental as a whole goes only to clients that opted in", () => {
	const [plain, optedIn] = [channel(1, false), channel(2, true)];
	table(plain, optedIn).send("currentTime/read", { threadId: "t" }, [plain, optedIn]);
	expect([plain.asked.length, optedIn.asked.length]).toEqual([0, 1]);
});

test("the first answer wins, and later ones are nobody's", async () => {
	const requests = table();
	const { id, answer } = requests.send(method, whole, []);
	expect(requests.settle({ id, result: { decision: "accept" } })).toBe(true);
	expect(requests.settle({ id, result: { decision: "decline" } })).toBe(false);
	expect(await answer).toEqual({ decision: "accept" });
});

test("an answer must be under the id as it was sent, and be one that the method has", async () => {
	const requests = table();
	const { id, answer } = requests.send(method, whole, []);
	expect(requests.settle({ id: String(id), result: { decision: "accept" } })).toBe(false);
	expect(requests.settle({ id, result: { decision: "perhaps" } })).toBe(true);
	await expect(answer).rejects.toThrow(RequestRefused);
});
