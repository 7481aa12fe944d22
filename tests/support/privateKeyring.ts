import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { findOnPath } from "../../server/platform/executables.ts";
import { scratchFolder } from "./scratchFolder.ts";

const PROGRAMS = ["dbus-daemon", "dbus-send", "gnome-keyring-daemon"];

/** The programs that are missing for a keyring of a test's own. */
export const missingForKeyring = (): string[] => PROGRAMS.filter((name) => findOnPath(name) === null);

/** A bus on which services are not started by themselves. */
const busConfig = (socket: string) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
	<type>session</type>
	<listen>unix:path=${socket}</listen>
	<auth>EXTERNAL</auth>
	<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
`;

/** A keyring, unlocked, on a bus of its own: nobody else's is touched. `env` leads to it. */
export async function startPrivateKeyring() {
	const folder = scratchFolder();
	const [config, socket] = [path.join(folder, "bus.conf"), path.join(folder, "bus")];
	fs.writeFileSync(config, busConfig(socket));
	const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` };
	const own = { ...process.env, ...env, HOME: folder, XDG_DATA_HOME: folder, XDG_RUNTIME_DIR: folder };
	const children: ChildProcess[] = [];
	const start = (program: string, args: string[]) => {
		const child = spawn(program, args, { env: own, stdio: ["pipe", "pipe", "ignore"] });
		children.push(child);
		return child;
	};
	const bus = start("dbus-daemon", [`--config-file=${config}`, "--nofork", "--print-address=1"]);
	await once(bus.stdout, "data");
	const keyring = start("gnome-keyring-daemon", ["--unlock", "--components=secrets", "--foreground"]);
	keyring.stdin.end("the password of this keyring\n");
	const ping = ["--session", "--print-reply", "--dest=org.freedesktop.secrets", "/", "org.freedesktop.DBus.Peer.Ping"];
	// The bus refuses until the service has its name; neither program says when.
	const isThere = async () => (await once(spawn("dbus-send", ping, { env: own, stdio: "ignore" }), "exit"))[0] === 0;
	while (keyring.exitCode === null && !(await isThere()));
	return {
		env,
		async [Symbol.asyncDispose]() {
			for (const child of children.reverse()) {
				const gone = once(child, "exit");
				if (child.exitCode === null && child.signalCode === null && child.kill()) await gone;
			}
		},
	};
}
