const REDACTED = "[redacted]";
/** Shorter values would blank out innocent words. */
const MIN_SECRET_LENGTH = 8;

/** What looks like a credential wherever it stands; the first group, where there is one, is kept. */
const patterns: readonly RegExp[] = [
	/\bsk-[A-Za-z0-9_-]{8,}/g,
	/\b(?:ghp|gho|ghs|github_pat|xox[abprs]|glpat)[-_][A-Za-z0-9_-]{8,}/g,
	/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/g,
	/(\b(?:bearer|basic)\s+)[A-Za-z0-9._~+/=-]{8,}/gi,
	/((?:api[-_]?key|token|secret|password|authorization)["']?\s*[=:]\s*["']?)(?!bearer\b|basic\b)[^\s"',;}]{8,}/gi,
];

/** Keeps credentials out of logs: known ones word for word, unknown ones by their looks. */
export class Redactor {
	readonly #secrets = new Set<string>();

	/** From now on `secret` is blanked out wherever it appears. */
	add(secret: string): void {
		if (secret.length >= MIN_SECRET_LENGTH) {
			this.#secrets.add(secret);
		}
	}

	/** Adds the values of those variables whose names say that they are secret. */
	addEnvironment(env: Readonly<Record<string, string | undefined>>): void {
		for (const [name, value] of Object.entries(env)) {
			if (value !== undefined && /key|token|secret|password|credential/i.test(name)) {
				this.add(value);
			}
		}
	}

	redact(text: string): string {
		let result = text;
		for (const secret of this.#secrets) {
			result = result.replaceAll(secret, REDACTED);
		}
		for (const pattern of patterns) {
			result = result.replace(pattern, (_, kept: unknown) => (typeof kept === "string" ? kept : "") + REDACTED);
		}
		return result;
	}
}
