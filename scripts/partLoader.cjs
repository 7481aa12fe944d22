/** Modules of Node that many parts import, that take long to load, and that a start or a resume does not use. */
const LATE = new Set(["node:crypto"]);

/**
 * Loads the server's parts, each when it is asked for. `compiled` gives a part's function by its name, and those that every
 * start needs, by their names, as "start".
 */
module.exports = function load(compiled, requireBuiltin) {
	const loaded = new Map();
	const start = compiled("start");

	/** A module that is loaded when something first asks for a member of it. */
	const late = (name) => new Proxy({}, { get: (_, member) => requireBuiltin(name)[member] });

	function requirePart(name) {
		if (name.startsWith("./")) return part(name.slice(2));
		return LATE.has(name) ? late(name) : requireBuiltin(name);
	}

	function part(name) {
		const before = loaded.get(name);
		if (before) return before.exports;
		const module = { exports: {} };
		loaded.set(name, module);
		(start[name] ?? compiled(name))(module.exports, requirePart, module);
		return module.exports;
	}

	part("main.js");
};
