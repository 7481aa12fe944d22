import { type Browser, chromium, type FrameLocator, type Locator, type Page } from "playwright-core";
import { browser } from "../../../scripts/setup/browser.mjs";

const CHROMIUM_FLAGS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

function installedBrowser(): string {
	const found = browser();
	if (found === null) throw new Error("There is no browser for the tests; install chromium, or name one in CHROMIUM.");
	return found;
}

/** A headless browser of the system. */
export function startBrowser(): Promise<Browser> {
	return chromium.launch({ executablePath: installedBrowser(), args: CHROMIUM_FLAGS, timeout: 0 });
}

/** A VS Code window as a person uses it. */
export class Workbench {
	readonly page: Page;
	readonly quickPick: Locator;

	constructor(page: Page) {
		this.page = page;
		// Whoever waits has a limit of its own.
		page.setDefaultTimeout(0);
		this.quickPick = page.locator(".quick-input-widget:visible");
	}

	/** Waits until the window is painted. */
	async open(url: string): Promise<void> {
		await this.page.goto(url);
		await this.page.locator(".monaco-workbench .part.activitybar").waitFor();
	}

	get panel(): FrameLocator {
		return this.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
	}

	get composer(): Locator {
		return this.panel.getByRole("textbox", { name: "Message Heddle" });
	}

	get transcript(): Locator {
		return this.panel.getByRole("log");
	}

	items(type: string): Locator {
		return this.panel.locator(`article[data-item-type="${type}"]`);
	}

	async showHeddle(): Promise<void> {
		await this.page.locator('.part.activitybar .action-item a.action-label[aria-label^="Heddle"]').click();
		await this.composer.waitFor();
	}

	/** Another view of the side bar, so that the panel is hidden. */
	async showExplorer(): Promise<void> {
		await this.page.locator('.part.activitybar .action-item a.action-label[aria-label^="Explorer"]').click();
		await this.page.locator(".explorer-folders-view").waitFor();
	}

	async say(text: string): Promise<void> {
		await this.composer.fill(text);
		await this.composer.press("Enter");
	}

	async command(title: string): Promise<void> {
		await this.page.keyboard.press("F1");
		await this.quickPick.locator("input[type=text]").fill(`>${title}`);
		await this.quickPick.locator(".monaco-list-row", { hasText: title }).first().waitFor();
		await this.page.keyboard.press("Enter");
	}

	/** The native quick pick of an approval, once it asks about this and takes keys. */
	async approval(text: string): Promise<Locator> {
		await this.quickPickTitled(text);
		await this.quickPick.locator(".monaco-list-row.focused").waitFor();
		await this.quickPick.locator(".monaco-list-row", { hasText: "Stop the turn" }).waitFor();
		return this.quickPick;
	}

	/** Resolves when the quick pick or the input that is shown has this in its title. */
	async quickPickTitled(text: string): Promise<void> {
		await this.quickPick.locator(".quick-input-title", { hasText: text }).waitFor();
	}

	async choose(label: string): Promise<void> {
		await this.quickPick.locator(".monaco-list-row", { hasText: label }).first().click();
	}
}
