export function ensureVscodeStack(
	print: (line: string) => void,
): Promise<{ folder: string; node: string; codeServer: string }>;
