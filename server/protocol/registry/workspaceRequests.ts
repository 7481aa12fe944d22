import {
	CommandExecParams,
	CommandExecResizeParams,
	CommandExecResizeResponse,
	CommandExecResponse,
	CommandExecTerminateParams,
	CommandExecTerminateResponse,
	CommandExecWriteParams,
	CommandExecWriteResponse,
} from "../commandExec.ts";
import {
	FsCopyParams,
	FsCopyResponse,
	FsCreateDirectoryParams,
	FsCreateDirectoryResponse,
	FsGetMetadataParams,
	FsGetMetadataResponse,
	FsReadDirectoryParams,
	FsReadDirectoryResponse,
	FsReadFileParams,
	FsReadFileResponse,
	FsRemoveParams,
	FsRemoveResponse,
	FsUnwatchParams,
	FsUnwatchResponse,
	FsWatchParams,
	FsWatchResponse,
	FsWriteFileParams,
	FsWriteFileResponse,
} from "../fs.ts";
import {
	FuzzyFileSearchParams,
	FuzzyFileSearchResponse,
	FuzzyFileSearchSessionStartParams,
	FuzzyFileSearchSessionStartResponse,
	FuzzyFileSearchSessionStopParams,
	FuzzyFileSearchSessionStopResponse,
	FuzzyFileSearchSessionUpdateParams,
	FuzzyFileSearchSessionUpdateResponse,
} from "../fuzzyFileSearch.ts";
import {
	ProcessKillParams,
	ProcessKillResponse,
	ProcessResizePtyParams,
	ProcessResizePtyResponse,
	ProcessSpawnParams,
	ProcessSpawnResponse,
	ProcessWriteStdinParams,
	ProcessWriteStdinResponse,
} from "../process.ts";
import { request } from "./entry.ts";

export const workspaceRequests = {
	"fs/readFile": request(FsReadFileParams, FsReadFileResponse),
	"fs/writeFile": request(FsWriteFileParams, FsWriteFileResponse),
	"fs/createDirectory": request(FsCreateDirectoryParams, FsCreateDirectoryResponse),
	"fs/getMetadata": request(FsGetMetadataParams, FsGetMetadataResponse),
	"fs/readDirectory": request(FsReadDirectoryParams, FsReadDirectoryResponse),
	"fs/remove": request(FsRemoveParams, FsRemoveResponse),
	"fs/copy": request(FsCopyParams, FsCopyResponse),
	"fs/watch": request(FsWatchParams, FsWatchResponse, { scope: "watch" }),
	"fs/unwatch": request(FsUnwatchParams, FsUnwatchResponse, { scope: "watch" }),
	// It answers when the command has ended; what is written to the command meanwhile must not wait for that.
	"command/exec": request(CommandExecParams, CommandExecResponse),
	"command/exec/write": request(CommandExecWriteParams, CommandExecWriteResponse, { scope: "process" }),
	"command/exec/terminate": request(CommandExecTerminateParams, CommandExecTerminateResponse, { scope: "process" }),
	"command/exec/resize": request(CommandExecResizeParams, CommandExecResizeResponse, { scope: "process" }),
	"process/spawn": request(ProcessSpawnParams, ProcessSpawnResponse, { scope: "process", experimental: true }),
	"process/writeStdin": request(ProcessWriteStdinParams, ProcessWriteStdinResponse, {
		scope: "process",
		experimental: true,
	}),
	"process/kill": request(ProcessKillParams, ProcessKillResponse, { scope: "process", experimental: true }),
	"process/resizePty": request(ProcessResizePtyParams, ProcessResizePtyResponse, {
		scope: "process",
		experimental: true,
	}),
	fuzzyFileSearch: request(FuzzyFileSearchParams, FuzzyFileSearchResponse),
	"fuzzyFileSearch/sessionStart": request(FuzzyFileSearchSessionStartParams, FuzzyFileSearchSessionStartResponse, {
		scope: "search",
		experimental: true,
	}),
	"fuzzyFileSearch/sessionUpdate": request(FuzzyFileSearchSessionUpdateParams, FuzzyFileSearchSessionUpdateResponse, {
		scope: "search",
		experimental: true,
	}),
	"fuzzyFileSearch/sessionStop": request(FuzzyFileSearchSessionStopParams, FuzzyFileSearchSessionStopResponse, {
		scope: "search",
		experimental: true,
	}),
} as const;
