import { ConfigReadParams, ConfigReadResponse } from "../config.ts";
import { ConfigRequirementsReadResponse } from "../configRequirements.ts";
import { ConfigBatchWriteParams, ConfigValueWriteParams, ConfigWriteResponse } from "../configWrite.ts";
import {
	ExperimentalFeatureEnablementSetParams,
	ExperimentalFeatureEnablementSetResponse,
	ExperimentalFeatureListParams,
	ExperimentalFeatureListResponse,
} from "../experimentalFeature.ts";
import { ModelListParams, ModelListResponse } from "../model.ts";
import {
	ModelProviderCapabilitiesReadParams,
	ModelProviderCapabilitiesReadResponse,
	ModelProviderConfigWriteParams,
	ModelProviderConfigWriteResponse,
	ModelProviderListParams,
	ModelProviderListResponse,
} from "../modelProvider.ts";
import { PermissionProfileListParams, PermissionProfileListResponse } from "../permissionProfile.ts";
import { NoParams, request } from "./entry.ts";

export const configRequests = {
	"model/list": request(ModelListParams, ModelListResponse),
	"modelProvider/list": request(ModelProviderListParams, ModelProviderListResponse),
	"modelProvider/config/write": request(ModelProviderConfigWriteParams, ModelProviderConfigWriteResponse, {
		scope: "config",
	}),
	"modelProvider/capabilities/read": request(
		ModelProviderCapabilitiesReadParams,
		ModelProviderCapabilitiesReadResponse,
	),
	"experimentalFeature/list": request(ExperimentalFeatureListParams, ExperimentalFeatureListResponse, {
		scope: "thread",
	}),
	"permissionProfile/list": request(PermissionProfileListParams, PermissionProfileListResponse),
	"experimentalFeature/enablement/set": request(
		ExperimentalFeatureEnablementSetParams,
		ExperimentalFeatureEnablementSetResponse,
		{ scope: "config" },
	),
	"config/read": request(ConfigReadParams, ConfigReadResponse, { scope: "config" }),
	"config/value/write": request(ConfigValueWriteParams, ConfigWriteResponse, { scope: "config" }),
	"config/batchWrite": request(ConfigBatchWriteParams, ConfigWriteResponse, { scope: "config" }),
	"configRequirements/read": request(NoParams, ConfigRequirementsReadResponse, { scope: "config" }),
} as const;
