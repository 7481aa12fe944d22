/**
 * Loads the server's parts inside its executable: `inlined`, functions by name, which every start needs, and all others from
 * the executable's assets, each when it is asked for.
 */
module.exports = function load(inlined, requireBuiltin) {
	const loaded = new Map();

	function requirePart(name) {
		return name.startsWith("./") ? part(name.slice(2)) : requireBuiltin(name);
	}

	function part(name) {
		const before = loaded.get(name);
		if (before) return before.exports;
		const module = { exports: {} };
		loaded.set(name, module);
		(inlined[name] ?? compiled(name))(module.exports, requirePart, module);
		return module.exports;
	}

	function compiled(name) {
		const { getRawAsset } = requireBuiltin("node:sea");
		const { Script } = requireBuiltin("node:vm");
		// All ASCII, so that it takes one byte a character in memory.
		const source = Buffer.from(getRawAsset(name)).latin1Slice();
		const cachedData = Buffer.from(getRawAsset(`${name}.cache`));
		return new Script(source, { filename: name, cachedData }).runInThisContext();
	}

	part("main.js");
};
