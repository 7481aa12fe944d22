import fs from "node:fs";
import type { Scenario } from "./scenario.ts";

const unknown = "01990000-0000-7000-8000-000000000000";

export const reportScenarios: Scenario[] = [
	{
		name: "a report is saved",
		run: async (session, workspace) => {
			const classification = "bug";
			const savePath = `${workspace}/report.zip`;
			const save = (more: object) => session.request("feedback/save", { classification, savePath, ...more });
			fs.writeFileSync(`${workspace}/extra`, "1");
			await save({ threadId: unknown, includeLogs: true, extraLogFiles: [`${workspace}/extra`] });
			session.observe("the report is private", fs.statSync(savePath).mode.toString(8));
			await save({});
			await save({ savePath: workspace });
			await save({ savePath: "relative.zip" });
			await save({ savePath: "~/a.zip" });
			await save({ savePath: `${workspace}/a\0.zip` });
			await save({ savePath: `${workspace}/./b.zip`, threadId: unknown });
			await save({ savePath: `${workspace}/c.zip`, threadId: "no id" });
			await save({ savePath: `${workspace}/c.zip`, extraLogFiles: [`${workspace}/none`] });
			await save({ savePath: `${workspace}/c.zip`, extraLogFiles: [workspace] });
			session.observe("what is left", fs.readdirSync(workspace).sort());
		},
	},
];
