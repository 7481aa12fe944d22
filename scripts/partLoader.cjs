/**
 * Loads the server's parts, each when it is asked for. `compiled` gives a part's function by its name, and those that every
 * start needs, by their names, as "start".
 */
module.exports = function load(compiled, requireBuiltin) {
	const loaded = new Map();
	const start = compiled("start");

	function requirePart(name) {
		return name.startsWith("./") ? part(name.slice(2)) : requireBuiltin(name);
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
