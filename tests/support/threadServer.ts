import { closedAfterEach } from "./closedAfterEach.ts";
import { ResponsesEndpoint } from "./responsesEndpoint.ts";
import { type Json, ServerProcess } from "./serverProcess.ts";

/** Servers and endpoints of a test file, closed when each test ends; a message that does not fit its schema fails the test. */
export class ThreadServers {
	readonly #open = closedAfterEach();

	async endpoint(...script: Parameters<typeof ResponsesEndpoint.start>): Promise<ResponsesEndpoint> {
		const endpoint = await ResponsesEndpoint.start(...script);
		this.#open.push({ close: () => endpoint.abandon() });
		return endpoint;
	}

	/** A server whose client has opted in to what is experimental. */
	async serve(options: Parameters<typeof ServerProcess.start>[0]): Promise<ServerProcess> {
		const server = await ServerProcess.start({ experimentalApi: true, ...options });
		this.#open.push(server);
		return server;
	}
}

/** The rows of a page. */
export const rows = (page: Json): Json[] => (Array.isArray(page.data) ? page.data : []);

/** The thread of an answer. */
export const threadOf = ({ thread }: Json): Json => Object(thread);

/** A well-formed id of no thread. */
export const NOBODY = "01a1fda9-ebf3-7692-9c4a-c3f603da9616";
