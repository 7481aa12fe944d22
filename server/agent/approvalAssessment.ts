import * as z from "zod";
import {
	GuardianAssessmentOutcome,
	GuardianRiskLevel,
	GuardianUserAuthorization,
	type ThreadGuardianAssessment,
} from "#protocol/guardian.ts";

/** What a reviewing model is to answer, as the reference asks for it. Only the outcome has to be there. */
export const ASSESSMENT_SCHEMA = {
	type: "object",
	additionalProperties: false,
	properties: {
		risk_level: { type: "string", enum: ["low", "medium", "high", "critical"] },
		user_authorization: { type: "string", enum: ["unknown", "low", "medium", "high"] },
		outcome: { type: "string", enum: ["allow", "deny"] },
		rationale: { type: "string" },
	},
	required: ["outcome"],
};

/** The reference's words where a model gives no reason. */
const NO_REASON = {
	allow: "Auto-review returned a low-risk allow decision.",
	deny: "Auto-review returned a deny decision without a rationale.",
};

/** An answer that says neither yes nor no. */
export class AssessmentUnreadable extends Error {}

const Answer = () =>
	z.object({
		outcome: GuardianAssessmentOutcome(),
		risk_level: GuardianRiskLevel().nullish(),
		user_authorization: GuardianUserAuthorization().nullish(),
		rationale: z.string().nullish(),
	});

/** Reads an answer, also when words or a fence surround the JSON. @throws AssessmentUnreadable */
export function readAssessment(text: string): ThreadGuardianAssessment {
	const parsed = Answer().safeParse(jsonIn(text));
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		throw new AssessmentUnreadable(`${issue?.path.join(".") || "guardian assessment"}: ${issue?.message}`);
	}
	const { outcome, risk_level, user_authorization, rationale } = parsed.data;
	return {
		outcome,
		riskLevel: risk_level ?? (outcome === "allow" ? "low" : "high"),
		userAuthorization: user_authorization ?? "unknown",
		rationale: rationale?.trim() || NO_REASON[outcome],
	};
}

/** @throws AssessmentUnreadable */
function jsonIn(text: string): unknown {
	for (const each of [text, text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)]) {
		try {
			return JSON.parse(each);
		} catch {
			// Perhaps only its middle is JSON.
		}
	}
	throw new AssessmentUnreadable("guardian assessment was not valid JSON");
}
