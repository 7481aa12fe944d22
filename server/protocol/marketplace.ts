import * as z from "zod";
import { AbsolutePathBuf } from "./common.ts";
import { orNull, schema } from "./schema.ts";

export const MarketplaceAddParams = schema("MarketplaceAddParams", () =>
	z.object({
		refName: orNull(z.string()),
		source: z.string(),
		sparsePaths: orNull(z.array(z.string())),
	}),
);
export type MarketplaceAddParams = z.output<ReturnType<typeof MarketplaceAddParams>>;

export const MarketplaceAddResponse = schema("MarketplaceAddResponse", () =>
	z.object({
		alreadyAdded: z.boolean(),
		installedRoot: AbsolutePathBuf(),
		marketplaceName: z.string(),
	}),
);
export type MarketplaceAddResponse = z.output<ReturnType<typeof MarketplaceAddResponse>>;

export const MarketplaceInterface = schema("MarketplaceInterface", () =>
	z.object({
		displayName: orNull(z.string()),
	}),
);
export type MarketplaceInterface = z.output<ReturnType<typeof MarketplaceInterface>>;

export const MarketplaceLoadErrorInfo = schema("MarketplaceLoadErrorInfo", () =>
	z.object({
		marketplacePath: AbsolutePathBuf(),
		message: z.string(),
	}),
);
export type MarketplaceLoadErrorInfo = z.output<ReturnType<typeof MarketplaceLoadErrorInfo>>;

export const MarketplaceRemoveParams = schema("MarketplaceRemoveParams", () =>
	z.object({
		marketplaceName: z.string(),
	}),
);
export type MarketplaceRemoveParams = z.output<ReturnType<typeof MarketplaceRemoveParams>>;

export const MarketplaceRemoveResponse = schema("MarketplaceRemoveResponse", () =>
	z.object({
		installedRoot: orNull(AbsolutePathBuf()),
		marketplaceName: z.string(),
	}),
);
export type MarketplaceRemoveResponse = z.output<ReturnType<typeof MarketplaceRemoveResponse>>;

export const MarketplaceUpgradeErrorInfo = schema("MarketplaceUpgradeErrorInfo", () =>
	z.object({
		marketplaceName: z.string(),
		message: z.string(),
	}),
);
export type MarketplaceUpgradeErrorInfo = z.output<ReturnType<typeof MarketplaceUpgradeErrorInfo>>;

export const MarketplaceUpgradeParams = schema("MarketplaceUpgradeParams", () =>
	z.object({
		marketplaceName: orNull(z.string()),
	}),
);
export type MarketplaceUpgradeParams = z.output<ReturnType<typeof MarketplaceUpgradeParams>>;

export const MarketplaceUpgradeResponse = schema("MarketplaceUpgradeResponse", () =>
	z.object({
		errors: z.array(MarketplaceUpgradeErrorInfo()),
		selectedMarketplaces: z.array(z.string()),
		upgradedRoots: z.array(AbsolutePathBuf()),
	}),
);
export type MarketplaceUpgradeResponse = z.output<ReturnType<typeof MarketplaceUpgradeResponse>>;
