import { version } from "./cli/version.ts";

const USAGE = `heddle ${version}

Usage:
  heddle app-server [--listen stdio://] [-c key=value]…   the server, over stdio
  heddle generate-json-schema --out DIR                   the protocol as JSON Schema
  heddle generate-ts --out DIR                            the protocol as TypeScript types
  heddle --version

Environment: HEDDLE_HOME, the folder of configuration and threads (default ~/.heddle)`;

async function main([command, ...args]: readonly string[]): Promise<void> {
	switch (command) {
		case "app-server": {
			const generate = args[0];
			if (generate === "generate-json-schema" || generate === "generate-ts") return main(args);
			return (await import("./cli/appServer.ts")).runAppServer(args);
		}
		case "generate-json-schema":
			return (await import("./cli/generate.ts")).generateJsonSchema(args);
		case "generate-ts":
			return (await import("./cli/generate.ts")).generateTypeScript(args);
		case "--version":
		case "-V":
			console.log(`heddle ${version}`);
			return;
		case "--help":
		case "-h":
			console.log(USAGE);
			return;
		default:
			console.error(command === undefined ? USAGE : `heddle: unknown command "${command}"\n\n${USAGE}`);
			process.exitCode = 2;
	}
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(`heddle: ${error instanceof Error ? error.message : String(error)}`);
	process.exitCode = 1;
});
