import * as z from "zod";
import { orNull, schema } from "./schema.ts";

export const MockExperimentalMethodParams = schema("MockExperimentalMethodParams", () =>
	z.object({
		value: orNull(z.string()),
	}),
);
export type MockExperimentalMethodParams = z.output<ReturnType<typeof MockExperimentalMethodParams>>;

export const MockExperimentalMethodResponse = schema("MockExperimentalMethodResponse", () =>
	z.object({
		echoed: orNull(z.string()),
	}),
);
export type MockExperimentalMethodResponse = z.output<ReturnType<typeof MockExperimentalMethodResponse>>;

export const RolloutCompressResponse = schema("RolloutCompressResponse", () => z.object({}));
export type RolloutCompressResponse = z.output<ReturnType<typeof RolloutCompressResponse>>;

export const ServerDiagnosticsGauge = schema("ServerDiagnosticsGauge", () =>
	z.object({
		name: z.string(),
		value: z.int().min(0),
	}),
);
export type ServerDiagnosticsGauge = z.output<ReturnType<typeof ServerDiagnosticsGauge>>;

export const ServerDiagnosticsParams = schema("ServerDiagnosticsParams", () => z.object({}));
export type ServerDiagnosticsParams = z.output<ReturnType<typeof ServerDiagnosticsParams>>;

export const ServerDiagnosticsProcess = schema("ServerDiagnosticsProcess", () =>
	z.object({
		id: z.int().min(0),
		physicalFootprintBytes: orNull(z.int().min(0)),
		residentMemoryBytes: orNull(z.int().min(0)),
	}),
);
export type ServerDiagnosticsProcess = z.output<ReturnType<typeof ServerDiagnosticsProcess>>;

export const ServerDiagnosticsResponse = schema("ServerDiagnosticsResponse", () =>
	z.object({
		gauges: z.array(ServerDiagnosticsGauge()),
		process: ServerDiagnosticsProcess(),
	}),
);
export type ServerDiagnosticsResponse = z.output<ReturnType<typeof ServerDiagnosticsResponse>>;
