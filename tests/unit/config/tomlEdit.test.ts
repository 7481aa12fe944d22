import * as fc from "fast-check";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import type { Table } from "../../../server/config/document.ts";
import { rewriteToml } from "../../../server/config/tomlEdit.ts";

const document = `# mine
model = "gpt-5.5"   # the model

# where I may write
[sandbox_workspace_write] # a table
writable_roots = [
  "/a", # first
  "/b",
]

[mcp_servers.a]
command = "x"

[features]
# tried out
one = true
inline = { x = 1, y = "z" }
`;

const said = parse(document);

test.each<[string, Table, string[]]>([
	[
		"a new key goes before the first section and what is said about it",
		{ ...said, model_verbosity: "low" },
		['model = "gpt-5.5"   # the model', 'model_verbosity = "low"', "", "# where I may write"],
	],
	[
		"a changed key keeps its place and its comment",
		{ ...said, model: "other" },
		["# mine", 'model = "other"   # the model'],
	],
	[
		"a new table is a section at the end",
		{ ...said, projects: { "/a b": { trust_level: "trusted" } } },
		['inline = { x = 1, y = "z" }', "", '[projects."/a b"]', 'trust_level = "trusted"', ""],
	],
	[
		"a new server joins the others",
		{ ...said, mcp_servers: { a: { command: "x" }, b: { command: "y", env: { K: "1" } } } },
		["[mcp_servers.b]", 'command = "y"', "", "[mcp_servers.b.env]", 'K = "1"'],
	],
	[
		"a list grows in its own style",
		{ ...said, sandbox_workspace_write: { writable_roots: ["/a", "/b", "/c"] } },
		['  "/a", # first', '  "/b",', '  "/c",', "]"],
	],
	["a key that goes takes nothing along", { ...said, features: { one: true } }, ["# tried out", "one = true", ""]],
])("%s", (_, wanted, lines) => {
	const edited = rewriteToml(document, said, wanted);
	expect(parse(edited)).toEqual(wanted);
	expect(`\n${edited}`).toContain(`\n${lines.join("\n")}`);
	const kept = document.split("\n").filter((line) => line.trimStart().startsWith("#"));
	expect(edited.split("\n")).toEqual(expect.arrayContaining(kept));
});

test("a file that only comments gets its first key above them or below, and keeps them", () => {
	expect(
		rewriteToml(
			"# nothing yet\n\n[features]\none = true\n",
			{ features: { one: true } },
			{ model: "m", features: { one: true } },
		),
	).toBe('model = "m"\n\n# nothing yet\n\n[features]\none = true\n');
	expect(rewriteToml("", {}, { model: "m" })).toBe('model = "m"\n');
});

const key = fc.constantFrom("model", "features", "a.b", "x y", "inline", "one", "new", "mcp_servers");
const leaf = fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.array(fc.string(), { maxLength: 3 }));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
	value: fc.oneof(
		{ depthSize: "small" },
		leaf,
		fc.dictionary(key, tie("value"), { maxKeys: 3, noNullPrototype: true }),
	),
}));

test("whatever is written is what the file then says", () => {
	fc.assert(
		fc.property(fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: true }), fc.boolean(), (extra, onTop) => {
			const wanted = onTop ? { ...said, ...extra } : extra;
			expect(parse(rewriteToml(document, said, wanted))).toEqual(wanted);
		}),
	);
});
