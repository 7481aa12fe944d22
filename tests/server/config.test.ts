import fs from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { closedAfterEach } from "../support/closedAfterEach.ts";
import { type Json, ServerProcess } from "../support/serverProcess.ts";

const open = closedAfterEach();

async function serve(options: Parameters<typeof ServerProcess.start>[0] = {}): Promise<ServerProcess> {
	const server = await ServerProcess.start(options);
	open.push(server);
	return server;
}

/** For the many refusals, which leave no trace. */
let shared: ServerProcess | undefined;
afterAll(() => shared?.close());

const fileOf = (server: ServerProcess) => path.join(server.home, "config.toml");
const textOf = (server: ServerProcess) => fs.readFileSync(fileOf(server), "utf8");
const write = (server: ServerProcess, keyPath: string, value: unknown, more: Json = {}) =>
	server.ask("config/value/write", { keyPath, value, mergeStrategy: "replace", ...more });
const layersOf = async (server: ServerProcess, cwd: string | null = null) =>
	Object((await server.request("config/read", { includeLayers: true, cwd })).layers) as Json[];
const versionOf = async (server: ServerProcess) =>
	(await layersOf(server)).find((layer) => Object(layer.name).type === "user")?.version;

/** The empty table's version, as the reference has it. */
const EMPTY = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

test("what nobody has set reads as the reference's defaults, from two empty layers", async () => {
	const server = await serve();
	const { config, origins, layers } = await server.request("config/read", { includeLayers: true });
	expect(config).toMatchObject({
		model: null,
		cli_auth_credentials_store: "file",
		history: { persistence: "save-all", max_bytes: null },
		project_doc_max_bytes: 32_768,
		project_root_markers: [".git"],
	});
	expect(origins).toEqual({});
	expect(layers).toMatchObject([
		{ name: { type: "user", file: fileOf(server) }, version: EMPTY, config: {} },
		{ name: { type: "system" }, version: EMPTY, config: {} },
	]);
});

test("origins name the layer of every value; a project that is not trusted is listed with the reason", async () => {
	const server = await serve({ config: 'model = "one"\n[sandbox_workspace_write]\nwritable_roots = ["/a", "/b"]\n' });
	for (const folder of [".git", ".codex"]) fs.mkdirSync(path.join(server.workspace, folder));
	fs.writeFileSync(path.join(server.workspace, ".codex/config.toml"), 'model = "two"\n');
	const untrusted = await server.request("config/read", { cwd: server.workspace, includeLayers: true });
	expect(Object(untrusted.config).model).toBe("one");
	expect(Object(untrusted.layers)[0]).toMatchObject({ config: { model: "two" } });
	expect(Object(untrusted.layers)[0].disabledReason).toContain(`add ${server.workspace} as a trusted project`);
	expect(Object.keys(Object(untrusted.origins)).sort()).toEqual([
		"model",
		"sandbox_workspace_write.writable_roots.0",
		"sandbox_workspace_write.writable_roots.1",
	]);

	const keyPath = `projects.${JSON.stringify(server.workspace)}.trust_level`;
	expect((await write(server, keyPath, "trusted")).result).toMatchObject({ status: "ok" });
	const trusted = await server.request("config/read", { cwd: server.workspace, includeLayers: true });
	expect(Object(trusted.config).model).toBe("two");
	expect(Object(trusted.origins).model.name).toEqual({
		type: "project",
		dotCodexFolder: path.join(server.workspace, ".codex"),
	});
	const elsewhere = await server.request("config/read", {});
	expect(Object(elsewhere.config).model).toBe("one");
});

test("a write keeps the file's comments and order and makes it private", async () => {
	const server = await serve({ config: '# mine\nmodel = "one" # the model\n\n# tried\n[features]\nx = true\n' });
	fs.chmodSync(fileOf(server), 0o644);
	const { result } = await write(server, "model", "two");
	expect(result).toEqual({
		status: "ok",
		version: await versionOf(server),
		filePath: fileOf(server),
		overriddenMetadata: null,
	});
	expect(textOf(server)).toBe('# mine\nmodel = "two" # the model\n\n# tried\n[features]\nx = true\n');
	expect(fs.statSync(fileOf(server)).mode & 0o777).toBe(0o600);
	await write(server, "model", null);
	expect(textOf(server)).toContain("# tried\n[features]\nx = true\n");
	expect(Object((await server.request("config/read", {})).config).model).toBeNull();
});

test("upsert adds to a table, replace takes its place, and quotes hold a segment together", async () => {
	const server = await serve({ config: "[sandbox_workspace_write]\nnetwork_access = true\n" });
	await write(server, "sandbox_workspace_write", { exclude_slash_tmp: true }, { mergeStrategy: "upsert" });
	expect(textOf(server)).toBe("[sandbox_workspace_write]\nnetwork_access = true\nexclude_slash_tmp = true\n");
	await write(server, "sandbox_workspace_write", { exclude_slash_tmp: false });
	expect(textOf(server)).toBe("[sandbox_workspace_write]\nexclude_slash_tmp = false\n");
	await write(server, 'mcp_servers."a.b \\"c\\"".command', "x");
	expect(textOf(server)).toContain('[mcp_servers."a.b \\"c\\""]\ncommand = "x"\n');
});

test.each<[string, Json, string]>([
	["", { value: 1 }, "keyPath must not be empty"],
	["a..b", { value: 1 }, "keyPath segments must not be empty"],
	['a.""', { value: 1 }, "keyPath segments must not be empty"],
	['a."b', { value: 1 }, "unterminated quoted keyPath segment"],
	['a."b\\', { value: 1 }, "unterminated escape in keyPath"],
	["model.inner", { value: 1 }, "cannot set value on non-table parent"],
	["tui", { value: { theme: null } }, "invalid value: invalid type: null, expected any valid TOML value"],
	["big", { value: 2 ** 64 }, "invalid value: u64 value was too large"],
	["model", { value: 5 }, "Invalid configuration: invalid type: integer `5`, expected a string\nin `model`\n"],
	[
		"sandbox_mode",
		{ value: "nonsense" },
		"Invalid configuration: unknown variant `nonsense`, expected one of `read-only`, `workspace-write`, `danger-full-access`\nin `sandbox_mode`\n",
	],
	[
		"project_doc_fallback_filenames",
		{ value: [1] },
		"Invalid configuration: invalid type: integer `1`, expected a string\nin `project_doc_fallback_filenames`\n",
	],
	[
		"project_doc_max_bytes",
		{ value: -1 },
		"Invalid configuration: invalid value: integer `-1`, expected usize\nin `project_doc_max_bytes`\n",
	],
	[
		"thread_unload_delay_secs",
		{ value: 1.5 },
		"Invalid configuration: invalid type: floating point `1.5`, expected u64\nin `thread_unload_delay_secs`\n",
	],
	[
		"shell_environment_policy.set",
		{ value: { a: 1 } },
		"Invalid configuration: invalid type: integer `1`, expected a string\nin `shell_environment_policy.set.a`\n",
	],
	[
		"model_providers.z.stream_max_retries",
		{ value: "chat" },
		'Invalid configuration: invalid type: string "chat", expected u64\nin `model_providers.z.stream_max_retries`\n',
	],
	[
		'projects."/x".trust_level',
		{ value: "chat" },
		"Invalid configuration: unknown variant `chat`, expected `trusted` or `untrusted`\nin `projects./x.trust_level`\n",
	],
	[
		"model_reasoning_effort",
		{ value: "" },
		"Invalid configuration: reasoning_effort must not be empty\nin `model_reasoning_effort`\n",
	],
	[
		"approval_policy",
		{ value: { granular: { rules: true, mcp_elicitations: true } } },
		"Invalid configuration: missing field `sandbox_approval`\nin `approval_policy`\n",
	],
	[
		"profile",
		{ value: "x" },
		"`profile` is a legacy config selector and can no longer be written; use `--profile <name>` with `<name>.config.toml` instead",
	],
])("an edit of %j that cannot be made changes nothing and says why", async (keyPath, params, message) => {
	shared ??= await ServerProcess.start({ config: 'model = "one"\n' });
	const { error } = await write(shared, keyPath, params.value);
	expect(error).toEqual({ code: -32600, message, data: { config_write_error_code: "configValidationError" } });
	expect(textOf(shared)).toBe('model = "one"\n');
});

test("only the user's file is written, and only the version that was read", async () => {
	const server = await serve({ config: 'model = "one"\n' });
	const readonly = {
		code: -32600,
		message: "Only writes to the user config are allowed",
		data: { config_write_error_code: "configLayerReadonly" },
	};
	for (const filePath of ["config.toml", path.join(server.workspace, ".codex/config.toml")])
		expect((await write(server, "model", "two", { filePath })).error).toEqual(readonly);
	expect((await write(server, "model", "two", { expectedVersion: "sha256:old" })).error).toEqual({
		code: -32600,
		message: "Configuration was modified since last read. Fetch latest version and retry.",
		data: { config_write_error_code: "configVersionConflict" },
	});
	expect(textOf(server)).toBe('model = "one"\n');
	const more = { expectedVersion: await versionOf(server), filePath: fileOf(server) };
	expect((await write(server, "model", "two", more)).result).toMatchObject({ status: "ok" });
	expect((await write(server, "model", "three", more)).error?.data).toEqual({
		config_write_error_code: "configVersionConflict",
	});
});

test("a batch is written whole or not at all", async () => {
	const server = await serve({ config: 'model = "one"\n' });
	const edit = (keyPath: string, value: unknown) => ({ keyPath, value, mergeStrategy: "replace" });
	const { error } = await server.ask("config/batchWrite", {
		edits: [edit("model", "two"), edit("model_context_window", "bad")],
	});
	expect(error?.message).toBe(
		'Invalid configuration: invalid type: string "bad", expected i64\nin `model_context_window`\n',
	);
	expect(textOf(server)).toBe('model = "one"\n');
	const edits = [edit("model", "two"), edit("model_context_window", 1000), edit("features.x", true)];
	await server.request("config/batchWrite", { edits, reloadUserConfig: true });
	expect(textOf(server)).toBe('model = "two"\nmodel_context_window = 1000\n\n[features]\nx = true\n');
});

test("a file that is no TOML is not written to", async () => {
	const server = await serve({ config: "broken = \n" });
	const { error } = await write(server, "model", "two");
	expect(error?.code).toBe(-32603);
	expect(error?.message).toMatch(/^failed to load configuration: .*config\.toml:1:\d+: /);
	expect(textOf(server)).toBe("broken = \n");
});

test("two servers that write at once lose nothing", async () => {
	const one = await serve({ config: "# shared\n" });
	const other = await serve({ home: one.home });
	const all = [one, other].flatMap((server, at) =>
		Array.from({ length: 15 }, (_, count) => write(server, `projects."/p${at}-${count}".trust_level`, "trusted")),
	);
	expect((await Promise.all(all)).filter(({ error }) => error)).toEqual([]);
	expect(Object.keys(Object(Object((await one.request("config/read", {})).config).projects))).toHaveLength(30);
	expect(textOf(one)).toContain("# shared\n");
});

test("a wrong setting is reported with its place and an unknown one with its own", async () => {
	const server = await serve({
		config: 'model = 5\n[sandbox_workspace_write]\nnope = 1\nnetwork_access = "yes" # why\n',
	});
	const [wrong, access, nope] = await Promise.all(
		["`model` must", "network_access` must", "Unknown setting"].map((words) =>
			server.next(({ method, params }) => method === "configWarning" && String(params?.summary).includes(words)),
		),
	);
	expect(wrong?.params).toMatchObject({
		summary: "`model` must be a string; it is not used",
		path: fileOf(server),
		range: { start: { line: 1, column: 9 }, end: { line: 1, column: 9 } },
	});
	expect(access?.params).toMatchObject({ range: { start: { line: 4, column: 18 }, end: { line: 4, column: 22 } } });
	expect(nope?.params).toMatchObject({
		summary: "Unknown setting `sandbox_workspace_write.nope`; it is ignored",
		range: { start: { line: 3, column: 1 }, end: { line: 3, column: 4 } },
	});
});

test("there are no requirements of an administrator", async () => {
	const server = await serve();
	expect(await server.request("configRequirements/read")).toEqual({
		requirements: null,
		supportsIndependentSpeedModes: true,
	});
});
