/** What a person would have typed: the shell that is put around a command is of no interest to them. */
export function plainCommand(command: string): string {
	const script = /^(?:\S*\/)?(?:bash|zsh|sh) -l?c (.+)$/s.exec(command)?.[1];
	if (script === undefined) return command;
	if (/^'(?:[^']|'\\''|'"'"')*'$/.test(script)) return script.slice(1, -1).replaceAll(/'\\''|'"'"'/g, "'");
	if (/^"(?:[^"\\]|\\.)*"$/s.test(script)) return script.slice(1, -1).replaceAll(/\\(["\\$`])/g, "$1");
	return /\s/.test(script) ? command : script;
}
