import type { Event, LogLevel, LogOutputChannel, ViewColumn } from "vscode";
import type { Redactor } from "./redactor.ts";

/** A log channel whose every line has passed the redactor. */
export class RedactingLogChannel implements LogOutputChannel {
	readonly #inner: LogOutputChannel;
	readonly #redactor: Redactor;

	constructor(inner: LogOutputChannel, redactor: Redactor) {
		this.#inner = inner;
		this.#redactor = redactor;
	}

	get name(): string {
		return this.#inner.name;
	}
	get logLevel(): LogLevel {
		return this.#inner.logLevel;
	}
	get onDidChangeLogLevel(): Event<LogLevel> {
		return this.#inner.onDidChangeLogLevel;
	}

	trace(message: string, ...args: unknown[]): void {
		this.#inner.trace(this.#line(message, args));
	}
	debug(message: string, ...args: unknown[]): void {
		this.#inner.debug(this.#line(message, args));
	}
	info(message: string, ...args: unknown[]): void {
		this.#inner.info(this.#line(message, args));
	}
	warn(message: string, ...args: unknown[]): void {
		this.#inner.warn(this.#line(message, args));
	}
	error(error: string | Error, ...args: unknown[]): void {
		this.#inner.error(this.#line(typeof error === "string" ? error : (error.stack ?? error.message), args));
	}

	append(value: string): void {
		this.#inner.append(this.#redactor.redact(value));
	}
	appendLine(value: string): void {
		this.#inner.appendLine(this.#redactor.redact(value));
	}
	replace(value: string): void {
		this.#inner.replace(this.#redactor.redact(value));
	}
	clear(): void {
		this.#inner.clear();
	}
	show(columnOrPreserveFocus?: ViewColumn | boolean, preserveFocus?: boolean): void {
		this.#inner.show(typeof columnOrPreserveFocus === "boolean" ? columnOrPreserveFocus : preserveFocus);
	}
	hide(): void {
		this.#inner.hide();
	}
	dispose(): void {
		this.#inner.dispose();
	}

	#line(message: string, args: unknown[]): string {
		const parts = args.map((arg) => (typeof arg === "string" ? arg : (JSON.stringify(arg) ?? String(arg))));
		return this.#redactor.redact([message, ...parts].join(" "));
	}
}
