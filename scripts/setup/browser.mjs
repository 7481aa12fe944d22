import fs from "node:fs";
import { which } from "./run.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

const places = {
	darwin: [
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
		"/Applications/Chromium.app/Contents/MacOS/Chromium",
	],
};

/** Path of a browser of the Chromium family, or null. `CHROMIUM` names another one. */
export function browser() {
	if (process.env.CHROMIUM) return process.env.CHROMIUM;
	for (const name of names) {
		const found = which(name);
		if (found !== null) return found;
	}
	return places[process.platform]?.find((file) => fs.existsSync(file)) ?? null;
}
