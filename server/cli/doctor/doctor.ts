import { PROTOCOL_RELEASE } from "#protocol/release.ts";
import { ConfigStore } from "../../config/configStore.ts";
import type { ParsedArguments } from "../commandLine.ts";
import { configFlags } from "../configOptions.ts";
import { heddleHome } from "../home.ts";
import { version } from "../version.ts";
import { type Finding, ok, problem, reasonOf } from "./finding.ts";
import { checkConfigFiles, checkIndex, checkLocks, checkPermissions, checkSocket } from "./homeChecks.ts";
import { checkGit, checkRipgrep, checkSandbox, checkShell, checkTerminal } from "./machineChecks.ts";
import { checkAddress, checkKey, checkProvider } from "./providerChecks.ts";

/** `doctor`: looks at everything a session needs, and says what to do about each finding. Exits with 1 when something needs a fix. */
export async function runDoctor(args: ParsedArguments): Promise<void> {
	const checks = await findings(args);
	if (args.has("json")) console.log(JSON.stringify({ checks }, null, 2));
	else console.log(checks.map(lines).join("\n"));
	process.exitCode = checks.some(({ fix }) => fix !== null) ? 1 : 0;
}

function lines({ id, status, summary, fix }: Finding): string {
	const line = `${status.padEnd(8)} ${id}: ${summary}`;
	return fix === null ? line : `${line}\n${" ".repeat(9)}fix: ${fix}`;
}

async function findings(args: ParsedArguments): Promise<Finding[]> {
	const ofVersion = ok(
		"version",
		`heddle ${version}, protocol release ${PROTOCOL_RELEASE}, ${process.platform}-${process.arch}`,
	);
	const [ofHome, ofMachine] = await Promise.all([homeFindings(args), machineFindings()]);
	return [ofVersion, ...ofHome, ...ofMachine];
}

/** The folder and what it says; of one that cannot be used there is nothing more to say. */
async function homeFindings(args: ParsedArguments): Promise<Finding[]> {
	const flags = configFlags(args);
	let home: string;
	try {
		home = heddleHome();
	} catch (error) {
		return [problem("home", reasonOf(error), "Make that folder writable for you, or set HEDDLE_HOME to one that is.")];
	}
	const config = new ConfigStore(home, flags).effective(process.cwd());
	const provider = checkProvider(config);
	return [
		checkPermissions(home),
		...checkConfigFiles(config, home),
		provider,
		...(provider.status === "ok" ? [await checkKey(config), await checkAddress(config)] : []),
		...checkLocks(home),
		await checkSocket(home),
		checkIndex(home),
	];
}

async function machineFindings(): Promise<Finding[]> {
	return Promise.all([checkSandbox(), checkShell(), checkGit(), checkRipgrep(), checkTerminal()]);
}
