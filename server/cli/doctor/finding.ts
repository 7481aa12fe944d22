/** What one check found. */
export interface Finding {
	id: string;
	status: "ok" | "warning" | "problem";
	summary: string;
	/** What to do about it; null when nothing needs a fix. */
	fix: string | null;
}

export const ok = (id: string, summary: string): Finding => ({ id, status: "ok", summary, fix: null });
export const warning = (id: string, summary: string, fix: string): Finding => ({ id, status: "warning", summary, fix });
export const problem = (id: string, summary: string, fix: string): Finding => ({ id, status: "problem", summary, fix });

export const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
