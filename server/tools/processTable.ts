import crypto from "node:crypto";
import type { RunningCommand } from "./runningCommand.ts";

/** More would be a leak in the making: the least recently used is ended to make room. */
export const processLimit = 64;
/** The processes used last are never ended to make room. */
const protectedCount = 8;

/** The commands of a thread that the model can go on with, in the order of their last use. */
export class ProcessTable {
	readonly #commands = new Map<number, RunningCommand>();

	freshId(): number {
		for (;;) {
			const id = crypto.randomInt(1000, 100_000);
			if (!this.#commands.has(id)) return id;
		}
	}

	/** Adds a command that outlives its call, and makes room before if need be. */
	async add(command: RunningCommand): Promise<void> {
		if (this.#commands.size >= processLimit) await this.#prune();
		this.#commands.set(command.id, command);
	}

	/** Marks it as used. */
	get(id: number): RunningCommand | undefined {
		const command = this.#commands.get(id);
		if (command) {
			this.#commands.delete(id);
			this.#commands.set(id, command);
		}
		return command;
	}

	/** Those that have not ended. */
	get running(): RunningCommand[] {
		return [...this.#commands.values()].filter(({ exitCode }) => exitCode === null);
	}

	remove(id: number): void {
		this.#commands.delete(id);
	}

	async killAll(): Promise<void> {
		await Promise.all([...this.#commands.values()].map((command) => command.kill()));
		this.#commands.clear();
	}

	async #prune(): Promise<void> {
		const candidates = [...this.#commands.values()].slice(0, -protectedCount);
		const victim = candidates.find((command) => command.exitCode !== null) ?? candidates[0];
		if (!victim) return;
		this.#commands.delete(victim.id);
		await victim.kill();
	}
}
