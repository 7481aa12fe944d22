import type { WrittenJson } from "#common/writtenJson.ts";
import type { MessageListener } from "./lineReader.ts";
import type { WireMessage } from "./message.ts";

/** The messages to and from one peer, whatever carries them. */
export interface Channel {
	/** Begins to read. Called once. */
	listen(listener: MessageListener): void;
	/**
	 * Order is kept; what is sent to a peer that has gone is dropped. `sent` is called when it
	 * has left or the peer went meanwhile.
	 */
	send(message: WireMessage | WrittenJson, sent?: () => void): void;
	/** Null while the peer keeps up; else what resolves when it has caught up or gone. Who produces much waits for it. */
	readonly drained: Promise<void> | null;
	/** Takes no more, and resolves when everything is written or the peer has gone. */
	end(): Promise<void>;
}
