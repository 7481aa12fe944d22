import { createRequire, registerHooks } from "node:module";

/** Import this before anything that needs `vscode`: packages loaded by Node itself then get the fake. */
registerHooks({
	resolve: (specifier, context, next) =>
		specifier === "vscode"
			? { url: new URL("./fakeVscode.ts", import.meta.url).href, shortCircuit: true }
			: next(specifier, context),
});

const fake: typeof import("./fakeVscode.ts") = createRequire(import.meta.url)("vscode");

/** Messages that would have popped up, as those packages see them. */
export const { shown } = fake;
