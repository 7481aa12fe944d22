// Run with the Node that the executable is made of, as the server itself would be: serves what its stdin asks and at its end
// writes what V8 made of each part beside it. Functions that were called are in there, which spares every later start from
// compiling them.
const fs = require("node:fs");
const path = require("node:path");
const { Script } = require("node:vm");

const [folder] = process.argv.splice(2, 1);
const scripts = new Map();

function script(name) {
	const known = scripts.get(name);
	if (known) return known;
	const made = new Script(fs.readFileSync(path.join(folder, name), "latin1"), { filename: name });
	scripts.set(name, made);
	return made;
}

process.on("exit", () => {
	for (const name of fs.readdirSync(folder)) {
		if (!name.endsWith(".cache")) fs.writeFileSync(path.join(folder, `${name}.cache`), script(name).createCachedData());
	}
});

require("./partLoader.cjs")((name) => script(name).runInThisContext(), require);
