import { memo } from "preact/compat";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { post } from "../bridge/host.ts";
import { splitBlocks } from "../markdown/blocks.ts";
import { highlight } from "../markdown/highlight.ts";
import { type CodeBlock, codeBlockOf, renderMarkdown } from "../markdown/render.ts";
import { IconButton } from "./Icon.tsx";

/** A text of a model. While it grows only its last block is parsed again. */
export function Markdown({ text, isGrowing }: { text: string; isGrowing: boolean }) {
	const blocks = splitBlocks(text);
	return (
		<div class="markdown">
			{blocks.map((block, index) => (
				<Block key={index} text={block} isGrowing={isGrowing && index === blocks.length - 1} />
			))}
		</div>
	);
}

const Block = memo(({ text, isGrowing }: { text: string; isGrowing: boolean }) => {
	const code = useMemo(() => codeBlockOf(text), [text]);
	if (code) return <Code {...code} isGrowing={isGrowing} />;
	// Sanitised by the renderer: nothing but plain formatting is left.
	return <div dangerouslySetInnerHTML={{ __html: renderMarkdown(text) }} />;
});

function Code({ code, language, isGrowing }: CodeBlock & { isGrowing: boolean }) {
	const element = useRef<HTMLElement>(null);
	const [coloured, setColoured] = useState<Awaited<ReturnType<typeof highlight>>>(null);
	useEffect(() => {
		let isCurrent = true;
		if (!isGrowing) void highlight(code, language).then((tokens) => isCurrent && setColoured(tokens));
		return () => {
			isCurrent = false;
		};
	}, [code, language, isGrowing]);
	return (
		<div class="code-block">
			<div class="code-head">
				<span>{language || "text"}</span>
				<IconButton
					icon="insert"
					label="Insert into the editor"
					onClick={() => post({ type: "insertCode", text: code })}
				/>
				<IconButton icon="copy" label="Copy the code" onClick={() => post({ type: "copy", text: code })} />
			</div>
			<pre tabIndex={0}>
				<code ref={element}>
					{coloured && !isGrowing
						? coloured.map((line, row) => (
								<span key={row}>
									{line.map((token, at) => (
										<span key={at} class={tokenClass(token.color)}>
											{token.content}
										</span>
									))}
									{"\n"}
								</span>
							))
						: code}
				</code>
			</pre>
		</div>
	);
}

/** The theme names colours as variables of ours; a class carries each, because the page allows no inline styles. */
function tokenClass(color: string | undefined): string {
	const name = /--code-([\w-]+)/.exec(color ?? "")?.[1];
	return name === undefined ? "" : `tok-${name}`;
}
