import { randomBytes } from "node:crypto";
import { Uri, type Webview } from "vscode";

/** The page of the panel: one script and one style sheet of our own, and nothing else may load. */
export function panelHtml(webview: Webview, extensionUri: Uri): string {
	const nonce = randomBytes(18).toString("base64");
	const asset = (name: string) => webview.asWebviewUri(Uri.joinPath(extensionUri, "dist/webview", name)).toString();
	const policy = [
		"default-src 'none'",
		`script-src 'nonce-${nonce}' ${webview.cspSource}`,
		`style-src ${webview.cspSource} 'nonce-${nonce}'`,
		`font-src ${webview.cspSource}`,
		`img-src ${webview.cspSource} data:`,
	].join("; ");
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${asset("main.css")}" id="vscode-codicon-stylesheet" nonce="${nonce}">
<title>Heddle</title>
</head>
<body>
<div id="root"></div>
<script type="module" nonce="${nonce}" src="${asset("main.js")}"></script>
</body>
</html>`;
}
