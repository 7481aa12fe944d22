/** A codicon beside words that say the same. */
export function Icon({ name, tone = "" }: { name: string; tone?: string }) {
	return <i class={`codicon codicon-${name} ${tone}`} aria-hidden="true" />;
}

interface IconButtonProps {
	icon: string;
	label: string;
	onClick: () => void;
	class?: string;
	disabled?: boolean;
}

export function IconButton({ icon, label, onClick, class: extra = "", disabled = false }: IconButtonProps) {
	return (
		<button
			type="button"
			class={`icon-button ${extra}`}
			aria-label={label}
			title={label}
			onClick={onClick}
			disabled={disabled}
		>
			<Icon name={icon} />
		</button>
	);
}
