import type { ThreadTokenUsage, TokenUsageBreakdown } from "#protocol/thread.ts";

const NOTHING: TokenUsageBreakdown = {
	totalTokens: 0,
	inputTokens: 0,
	cachedInputTokens: 0,
	cacheWriteInputTokens: 0,
	outputTokens: 0,
	reasoningOutputTokens: 0,
};

/** The usage after one more answer of the model. */
export function plusUsage(
	before: ThreadTokenUsage | null,
	last: TokenUsageBreakdown,
	modelContextWindow: number | null,
): ThreadTokenUsage {
	const sum = { ...(before?.total ?? NOTHING) };
	for (const key of Object.keys(NOTHING) as (keyof TokenUsageBreakdown)[]) sum[key] += last[key];
	return { last, total: sum, modelContextWindow };
}

/** The usage when what the model reads has changed without an answer: `tokens` is an estimate. */
export function withContextSize(
	before: ThreadTokenUsage | null,
	tokens: number,
	modelContextWindow: number | null,
): ThreadTokenUsage {
	return { last: { ...NOTHING, totalTokens: tokens }, total: before?.total ?? NOTHING, modelContextWindow };
}
