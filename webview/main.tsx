import "@vscode/codicons/dist/codicon.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/messages.css";
import "./styles/work.css";
import "./styles/controls.css";
import { render } from "preact";
import { connect } from "./bridge/host.ts";
import { App } from "./components/App.tsx";

const root = document.getElementById("root");
if (root) render(<App />, root);
connect();
