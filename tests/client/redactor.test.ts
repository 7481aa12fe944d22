import { expect, test } from "vitest";
import { Redactor } from "../../extension/host/redactor.ts";

test.each([
	["key sk-proj-abcdefgh12345678 used", "key [redacted] used"],
	["Authorization: Bearer abc.def-ghi_123", "Authorization: Bearer [redacted]"],
	['{"api_key":"0123456789abcdef"}', '{"api_key":"[redacted]"}'],
	["OPENAI_API_KEY=0123456789abcdef next", "OPENAI_API_KEY=[redacted] next"],
	["pushed with ghp_0123456789abcdefABCDEF", "pushed with [redacted]"],
	["jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "jwt [redacted]"],
])("what looks like a credential is blanked out: %s", (line, expected) => {
	expect(new Redactor().redact(line)).toBe(expected);
});

test.each([
	"exit code 3",
	"token usage: 1200 in, 300 out",
	"the secret of weaving",
	"basic idea",
])("innocent words stay: %s", (line) => {
	expect(new Redactor().redact(line)).toBe(line);
});

test("known secrets are blanked out whatever they look like, by the names of their variables", () => {
	const redactor = new Redactor();
	redactor.addEnvironment({
		MY_KEY: "plain words here",
		HOME: "/home/someone",
		TOKEN: "short",
		UNSET_TOKEN: undefined,
	});
	expect(redactor.redact("a plain words here in /home/someone, short")).toBe("a [redacted] in /home/someone, short");
});
