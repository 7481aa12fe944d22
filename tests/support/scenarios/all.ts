import { approvalReviewScenarios } from "./approvalReviews.ts";
import { beginningScenarios } from "./beginnings.ts";
import { clientToolScenarios } from "./clientTools.ts";
import { commandScenarios } from "./commands.ts";
import { configurationScenarios } from "./configuration.ts";
import { fileScenarios } from "./files.ts";
import { legacyScenarios } from "./legacy.ts";
import { longTurnScenarios } from "./longTurns.ts";
import { processScenarios } from "./processes.ts";
import { reportScenarios } from "./reports.ts";
import type { Scenario } from "./scenario.ts";
import { settingScenarios } from "./settings.ts";
import { threadScenarios } from "./threads.ts";
import { turnScenarios } from "./turns.ts";

/** Every script that both servers play, by what it is about. */
export const scenarios: Record<string, Scenario[]> = {
	"beginnings of threads": beginningScenarios,
	turns: turnScenarios,
	"long turns": longTurnScenarios,
	"tools of the client": clientToolScenarios,
	threads: threadScenarios,
	files: fileScenarios,
	commands: commandScenarios,
	"reviews of approvals": approvalReviewScenarios,
	processes: processScenarios,
	"requests of the first version": legacyScenarios,
	reports: reportScenarios,
	settings: settingScenarios,
	configuration: configurationScenarios,
};
