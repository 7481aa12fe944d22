import { panel } from "../bridge/host.ts";

const RADIUS = 5.5;
const LENGTH = 2 * Math.PI * RADIUS;

/** How much of the model's context is in use. */
export function TokenMeter() {
	const usage = panel.value.tokenUsage;
	if (!usage) return null;
	const used = usage.last.totalTokens;
	const window = usage.modelContextWindow;
	const share = window ? Math.min(1, used / window) : null;
	const words =
		share === null ? `${used.toLocaleString()} tokens in the context` : `${Math.round(share * 100)}% of the context`;
	const label = `${words}; ${usage.total.totalTokens.toLocaleString()} tokens in all`;
	return (
		<span class="meter" role="img" aria-label={label} title={label}>
			<svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
				<circle class="meter-track" cx="7" cy="7" r={RADIUS} />
				<circle
					class="meter-used"
					cx="7"
					cy="7"
					r={RADIUS}
					stroke-dasharray={`${LENGTH * (share ?? 0)} ${LENGTH}`}
					transform="rotate(-90 7 7)"
				/>
			</svg>
		</span>
	);
}
