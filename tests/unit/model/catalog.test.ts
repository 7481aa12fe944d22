import { describe, expect, it } from "vitest";
import { Model } from "#protocol/model.ts";
import { contextWindow, defaultModel, listModels, modelFacts } from "../../../server/model/catalog.ts";
import { tellWindow } from "../../../server/model/toldWindows.ts";
import { effectiveConfig, providerConfig } from "../../support/fakeTurnHost.ts";

const withProvider = (overrides = {}, config = {}) => {
	const provider = providerConfig(overrides);
	return effectiveConfig({ modelProvider: provider.id, providers: new Map([[provider.id, provider]]), ...config });
};

describe("the list of models", () => {
	it("is the catalogue for OpenAI, with exactly one default", () => {
		const config = withProvider({ id: "openai", requiresOpenaiAuth: true }, { model: null });
		const models = listModels(config);
		expect(models.length).toBeGreaterThan(5);
		expect(models.filter((model) => model.isDefault).map((model) => model.id)).toEqual([defaultModel(config)]);
		for (const model of models) expect(Model().parse(model)).toEqual(model);
	});

	it("marks the configured model as default, and adds one that the catalogue lacks", () => {
		const config = withProvider({ id: "openai", requiresOpenaiAuth: true }, { model: "gpt-5.5" });
		expect(listModels(config).find((model) => model.isDefault)?.id).toBe("gpt-5.5");
		const own = withProvider({ id: "openai", requiresOpenaiAuth: true }, { model: "my-fine-tune" });
		expect(listModels(own)[0]).toMatchObject({ id: "my-fine-tune", isDefault: true });
	});

	it("is the configured model for a provider of one's own, and nothing when none is named", () => {
		expect(listModels(withProvider({}, { model: "qwen3" })).map((model) => model.id)).toEqual(["qwen3"]);
		expect(listModels(withProvider({}, { model: null }))).toEqual([]);
	});

	it("is the tour for the tour, whatever model is configured", () => {
		const config = withProvider({ id: "tour", wireApi: "tour" }, { model: "gpt-5.5" });
		expect(listModels(config)).toMatchObject([{ id: "tour", isDefault: true, displayName: "Offline tour" }]);
	});
});

describe("what is known of a model", () => {
	it("is its window, less the reserve", () => {
		expect(contextWindow(withProvider(), "gpt-5.5", "scripted")).toBe(258_400);
		expect(contextWindow(withProvider({}, { contextWindow: 1000 }), "gpt-5.5", "scripted")).toBe(950);
		expect(contextWindow(withProvider(), "qwen3", "scripted")).toBeNull();
	});

	it("is what its provider has told of it, unless the configuration says otherwise", () => {
		tellWindow("told", "qwen3", 8000);
		tellWindow("told", "broken", 0);
		expect(contextWindow(withProvider(), "qwen3", "told")).toBe(7600);
		expect(contextWindow(withProvider(), "qwen3", "scripted")).toBeNull();
		expect(contextWindow(withProvider(), "broken", "told")).toBeNull();
		expect(contextWindow(withProvider({}, { contextWindow: 1000 }), "qwen3", "told")).toBe(950);
	});

	it("is nothing special for a model outside the catalogue", () => {
		expect(modelFacts("qwen3")).toMatchObject({ reasons: false, customTools: false, defaultEffort: null });
	});
});
