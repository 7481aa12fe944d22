/**
 * As much of the `vscode` module as the language client touches when no language feature is in use. Whatever would
 * show something to a person is recorded in `shown` instead.
 */
class Disposable {
	readonly #dispose: () => void;
	constructor(dispose: () => void = () => {}) {
		this.#dispose = dispose;
	}
	static from(...parts: { dispose(): void }[]): Disposable {
		return new Disposable(() => {
			for (const part of parts) {
				part.dispose();
			}
		});
	}
	dispose(): void {
		this.#dispose();
	}
}

class EventEmitter<T> {
	readonly #listeners = new Set<(event: T) => void>();
	readonly event = (listener: (event: T) => void) => {
		this.#listeners.add(listener);
		return new Disposable(() => this.#listeners.delete(listener));
	};
	fire(event: T): void {
		for (const listener of [...this.#listeners]) {
			listener(event);
		}
	}
	dispose(): void {
		this.#listeners.clear();
	}
}

class CancellationTokenSource {
	readonly token = { isCancellationRequested: false, onCancellationRequested: () => new Disposable() };
	cancel(): void {
		this.token.isCancellationRequested = true;
	}
	dispose(): void {}
}

class CancellationError extends Error {}
/** The language client derives its own kinds of these, which are never made without a language feature. */
class Unused {}

const never = () => new Disposable();

/** Messages that would have popped up. */
export const shown: string[] = [];
const show = (message: string) => {
	shown.push(message);
	return Promise.resolve(undefined);
};

export const version = "1.105.0";
export const env = { appName: "Fake", language: "en" };
export const LogLevel = { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 };
const codeActionKinds = ["Empty", "QuickFix", "Refactor", "RefactorExtract", "RefactorInline", "RefactorRewrite"];
const sourceKinds = ["Source", "SourceOrganizeImports", "SourceFixAll", "RefactorMove", "Notebook"];
export const CodeActionKind = Object.fromEntries([...codeActionKinds, ...sourceKinds].map((kind) => [kind, {}]));
export const window = {
	showErrorMessage: show,
	showWarningMessage: show,
	showInformationMessage: show,
	onDidChangeVisibleTextEditors: never,
	onDidChangeActiveTextEditor: never,
	visibleTextEditors: [],
	tabGroups: { all: [], onDidChangeTabs: never },
};
export const languages = { match: () => 0 };
export const workspace = {
	workspaceFolders: undefined,
	textDocuments: [],
	notebookDocuments: [],
	getConfiguration: () => ({ get: (_key: string, fallback: unknown) => fallback }),
	onDidChangeConfiguration: never,
	onDidOpenTextDocument: never,
	onDidChangeTextDocument: never,
	onDidCloseTextDocument: never,
	onWillSaveTextDocument: never,
	onDidSaveTextDocument: never,
	onDidOpenNotebookDocument: never,
	onDidChangeNotebookDocument: never,
	onDidSaveNotebookDocument: never,
	onDidCloseNotebookDocument: never,
	onDidCreateFiles: never,
	onDidRenameFiles: never,
	onDidDeleteFiles: never,
	onWillCreateFiles: never,
	onWillRenameFiles: never,
	onWillDeleteFiles: never,
	onDidChangeWorkspaceFolders: never,
};
export {
	CancellationError,
	CancellationTokenSource,
	Disposable,
	EventEmitter,
	Unused as CallHierarchyItem,
	Unused as CodeAction,
	Unused as CodeLens,
	Unused as CompletionItem,
	Unused as Diagnostic,
	Unused as DocumentLink,
	Unused as InlayHint,
	Unused as SymbolInformation,
	Unused as TypeHierarchyItem,
	Unused as Uri,
};
