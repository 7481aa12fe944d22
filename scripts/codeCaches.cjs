// Run with the Node that the executable is made of: writes what V8 makes of each script of a folder beside it.
const fs = require("node:fs");
const path = require("node:path");
const { Script } = require("node:vm");

const folder = process.argv[2] ?? ".";
for (const name of fs.readdirSync(folder)) {
	const script = new Script(fs.readFileSync(path.join(folder, name), "latin1"), { filename: name });
	fs.writeFileSync(path.join(folder, `${name}.cache`), script.createCachedData());
}
