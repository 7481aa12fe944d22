import type { HighlighterCore, ThemedToken } from "shiki/core";

const languages = {
	bash: () => import("shiki/langs/bash.mjs"),
	css: () => import("shiki/langs/css.mjs"),
	diff: () => import("shiki/langs/diff.mjs"),
	go: () => import("shiki/langs/go.mjs"),
	html: () => import("shiki/langs/html.mjs"),
	java: () => import("shiki/langs/java.mjs"),
	javascript: () => import("shiki/langs/javascript.mjs"),
	json: () => import("shiki/langs/json.mjs"),
	python: () => import("shiki/langs/python.mjs"),
	rust: () => import("shiki/langs/rust.mjs"),
	toml: () => import("shiki/langs/toml.mjs"),
	tsx: () => import("shiki/langs/tsx.mjs"),
	typescript: () => import("shiki/langs/typescript.mjs"),
	yaml: () => import("shiki/langs/yaml.mjs"),
};

const aliases: Record<string, keyof typeof languages> = {
	sh: "bash",
	shell: "bash",
	zsh: "bash",
	js: "javascript",
	mjs: "javascript",
	jsx: "tsx",
	ts: "typescript",
	py: "python",
	rs: "rust",
	yml: "yaml",
};

/** Longer code is left plain: colouring it would hold the panel up. */
const MAX_CHARS = 20_000;

let highlighter: Promise<HighlighterCore> | undefined;

async function create(): Promise<HighlighterCore> {
	const [{ createHighlighterCore, createCssVariablesTheme }, { createJavaScriptRegexEngine }] = await Promise.all([
		import("shiki/core"),
		import("shiki/engine/javascript"),
	]);
	const theme = createCssVariablesTheme({ name: "editor", variablePrefix: "--code-" });
	return createHighlighterCore({
		themes: [theme],
		langs: [],
		engine: createJavaScriptRegexEngine({ forgiving: true }),
	});
}

/** The tokens of each line, or null where the language is unknown. The grammar is loaded at its first use. */
export async function highlight(code: string, language: string): Promise<ThemedToken[][] | null> {
	const name = aliases[language.toLowerCase()] ?? language.toLowerCase();
	if (!Object.hasOwn(languages, name) || code.length > MAX_CHARS) return null;
	highlighter ??= create();
	const core = await highlighter;
	await core.loadLanguage(languages[name as keyof typeof languages]());
	return core.codeToTokensBase(code, { lang: name, theme: "editor" });
}
