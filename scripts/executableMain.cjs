// The main script of the executable, which holds the parts and what V8 made of them as assets.
const { getRawAsset } = require("node:sea");
const { Script } = require("node:vm");

require("./partLoader.cjs")((name) => {
	// All ASCII, so that it takes one byte a character in memory.
	const source = Buffer.from(getRawAsset(name)).latin1Slice();
	const cachedData = Buffer.from(getRawAsset(`${name}.cache`));
	return new Script(source, { filename: name, cachedData }).runInThisContext();
}, require);
