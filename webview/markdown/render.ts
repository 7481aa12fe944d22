import DOMPurify from "dompurify";
import { Marked } from "marked";

const marked = new Marked({ gfm: true, breaks: false, async: false });

const ALLOWED_TAGS = [
	...["p", "br", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr"],
	...["h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "input"],
];

/** HTML of one block of markdown. Whatever a model wrote, only plain formatting is left of it; links are followed by the host. */
export function renderMarkdown(text: string): string {
	return DOMPurify.sanitize(marked.parse(text) as string, {
		ALLOWED_TAGS,
		ALLOWED_ATTR: ["href", "title", "start", "type", "checked", "disabled", "class"],
		ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
		ALLOW_DATA_ATTR: false,
	});
}

export interface CodeBlock {
	language: string;
	code: string;
}

/** The code of a block that is one fence, finished or still growing; null for any other block. */
export function codeBlockOf(block: string): CodeBlock | null {
	const [token, ...rest] = marked.lexer(block).filter(({ type }) => type !== "space");
	if (token?.type !== "code" || rest.length > 0 || !/^ {0,3}(```|~~~)/.test(block)) return null;
	const language = "lang" in token && typeof token.lang === "string" ? (token.lang.split(/\s/)[0] ?? "") : "";
	return { language, code: "text" in token && typeof token.text === "string" ? token.text : "" };
}
