/** The members of parameters that name threads. */
const THREAD_IDS = ["threadId", "parentThreadId", "ancestorThreadId", "conversationId"];

const HEX = "[0-9a-f]";
const GROUPED = `${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-${HEX}{12}`;
/** The forms of a UUID that the reference takes: in groups, these in braces or as a URN, and without groups. */
const UUID = new RegExp(`^(?:(${GROUPED})|\\{(${GROUPED})\\}|urn:uuid:(${GROUPED})|(${HEX}{32}))$`, "i");

/** Parameters with the ids of threads in the one form in which threads are known; what is no id stays as it is. */
export function withCanonicalIds(params: unknown): unknown {
	if (typeof params !== "object" || params === null) return params;
	const members: Record<string, unknown> = { ...params };
	for (const name of THREAD_IDS) {
		const id = members[name];
		if (typeof id === "string") members[name] = canonical(id);
	}
	return members;
}

function canonical(id: string): string {
	if (!UUID.test(id)) return id;
	const hex = id
		.replace(/^urn:uuid:/i, "")
		.replaceAll(/[^0-9a-f]/gi, "")
		.toLowerCase();
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
