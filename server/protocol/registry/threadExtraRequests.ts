import {
	ThreadApproveGuardianDeniedActionParams,
	ThreadApproveGuardianDeniedActionResponse,
	ThreadGuardianReviewParams,
	ThreadGuardianReviewResponse,
} from "../guardian.ts";
import {
	ThreadMemoryModeSetParams,
	ThreadMemoryModeSetResponse,
	ThreadMemoryReadParams,
	ThreadMemoryReadResponse,
} from "../memory.ts";
import {
	ProjectCreateParams,
	ProjectCreateResponse,
	ProjectDeleteParams,
	ProjectDeleteResponse,
	ProjectImportParams,
	ProjectImportResponse,
	ProjectListParams,
	ProjectListResponse,
	ProjectMoveParams,
	ProjectMoveResponse,
	ProjectReadParams,
	ProjectReadResponse,
	ProjectUpdateParams,
	ProjectUpdateResponse,
} from "../project.ts";
import {
	ThreadAttachmentAddParams,
	ThreadAttachmentAddResponse,
	ThreadAttachmentListParams,
	ThreadAttachmentListResponse,
	ThreadAttachmentOwnerListParams,
	ThreadAttachmentOwnerListResponse,
	ThreadAttachmentRemoveParams,
	ThreadAttachmentRemoveResponse,
} from "../threadAttachment.ts";
import {
	ThreadGoalClearParams,
	ThreadGoalClearResponse,
	ThreadGoalGetParams,
	ThreadGoalGetResponse,
	ThreadGoalSetParams,
	ThreadGoalSetResponse,
} from "../threadGoal.ts";
import {
	ThreadQueueAddParams,
	ThreadQueueAddResponse,
	ThreadQueueDeleteParams,
	ThreadQueueDeleteResponse,
	ThreadQueueListParams,
	ThreadQueueListResponse,
	ThreadQueueReorderParams,
	ThreadQueueReorderResponse,
	ThreadQueueStartParams,
	ThreadQueueStartResponse,
	ThreadQueueUpdateParams,
	ThreadQueueUpdateResponse,
} from "../threadQueue.ts";
import { ThreadReadStateUpdateParams, ThreadReadStateUpdateResponse } from "../threadReadState.ts";
import {
	ThreadPredictionRequestParams,
	ThreadPredictionRequestResponse,
	ThreadPrepareApprovedPlanParams,
	ThreadPrepareApprovedPlanResponse,
	ThreadSampleCancelParams,
	ThreadSampleCancelResponse,
	ThreadSampleParams,
	ThreadSampleResponse,
} from "../threadSample.ts";
import {
	ThreadSectionCreateParams,
	ThreadSectionCreateResponse,
	ThreadSectionDeleteParams,
	ThreadSectionDeleteResponse,
	ThreadSectionListParams,
	ThreadSectionListResponse,
	ThreadSectionMoveParams,
	ThreadSectionMoveResponse,
	ThreadSectionUpdateParams,
	ThreadSectionUpdateResponse,
} from "../threadSection.ts";
import { request } from "./entry.ts";

export const threadExtraRequests = {
	"thread/sample": request(ThreadSampleParams, ThreadSampleResponse, { scope: "thread", experimental: true }),
	"thread/sample/cancel": request(ThreadSampleCancelParams, ThreadSampleCancelResponse, { experimental: true }),
	"thread/prediction/request": request(ThreadPredictionRequestParams, ThreadPredictionRequestResponse, {
		scope: "thread",
		experimental: true,
	}),
	"thread/goal/set": request(ThreadGoalSetParams, ThreadGoalSetResponse, { scope: "thread" }),
	"thread/goal/get": request(ThreadGoalGetParams, ThreadGoalGetResponse, { scope: "thread" }),
	"thread/goal/clear": request(ThreadGoalClearParams, ThreadGoalClearResponse, { scope: "thread" }),
	"thread/queue/add": request(ThreadQueueAddParams, ThreadQueueAddResponse, { scope: "thread", experimental: true }),
	"thread/queue/list": request(ThreadQueueListParams, ThreadQueueListResponse, { scope: "thread", experimental: true }),
	"thread/queue/update": request(ThreadQueueUpdateParams, ThreadQueueUpdateResponse, {
		scope: "thread",
		experimental: true,
	}),
	"thread/queue/delete": request(ThreadQueueDeleteParams, ThreadQueueDeleteResponse, {
		scope: "thread",
		experimental: true,
	}),
	"thread/queue/reorder": request(ThreadQueueReorderParams, ThreadQueueReorderResponse, {
		scope: "thread",
		experimental: true,
	}),
	"thread/queue/start": request(ThreadQueueStartParams, ThreadQueueStartResponse, {
		scope: "thread",
		experimental: true,
	}),
	"thread/attachment/add": request(ThreadAttachmentAddParams, ThreadAttachmentAddResponse, { scope: "thread" }),
	"thread/attachment/list": request(ThreadAttachmentListParams, ThreadAttachmentListResponse, { scope: "thread" }),
	"thread/attachmentOwner/list": request(ThreadAttachmentOwnerListParams, ThreadAttachmentOwnerListResponse),
	"thread/attachment/remove": request(ThreadAttachmentRemoveParams, ThreadAttachmentRemoveResponse, {
		scope: "thread",
	}),
	"thread/section/move": request(ThreadSectionMoveParams, ThreadSectionMoveResponse, { scope: "thread" }),
	"thread/memoryMode/set": request(ThreadMemoryModeSetParams, ThreadMemoryModeSetResponse, {
		scope: "thread",
		experimental: true,
	}),
	"thread/memory/read": request(ThreadMemoryReadParams, ThreadMemoryReadResponse, {
		scope: "thread",
		experimental: true,
	}),
	"thread/approveGuardianDeniedAction": request(
		ThreadApproveGuardianDeniedActionParams,
		ThreadApproveGuardianDeniedActionResponse,
		{ scope: "thread" },
	),
	"project/list": request(ProjectListParams, ProjectListResponse, { experimental: true }),
	"project/read": request(ProjectReadParams, ProjectReadResponse, { experimental: true }),
	"project/create": request(ProjectCreateParams, ProjectCreateResponse, { experimental: true }),
	"project/import": request(ProjectImportParams, ProjectImportResponse, { experimental: true }),
	"project/update": request(ProjectUpdateParams, ProjectUpdateResponse, { experimental: true }),
	"project/move": request(ProjectMoveParams, ProjectMoveResponse, { experimental: true }),
	"project/delete": request(ProjectDeleteParams, ProjectDeleteResponse, { experimental: true }),
	"threadSection/list": request(ThreadSectionListParams, ThreadSectionListResponse),
	"threadSection/create": request(ThreadSectionCreateParams, ThreadSectionCreateResponse),
	"threadSection/update": request(ThreadSectionUpdateParams, ThreadSectionUpdateResponse),
	"threadSection/delete": request(ThreadSectionDeleteParams, ThreadSectionDeleteResponse),
	"thread/readState/update": request(ThreadReadStateUpdateParams, ThreadReadStateUpdateResponse, {
		scope: "thread",
		experimental: true,
	}),
	// It takes as long as a model does: nothing about the thread is to wait for it.
	"thread/guardianReview": request(ThreadGuardianReviewParams, ThreadGuardianReviewResponse, {
		experimental: true,
	}),
	"thread/prepareApprovedPlan": request(ThreadPrepareApprovedPlanParams, ThreadPrepareApprovedPlanResponse, {
		scope: "thread",
		experimental: true,
	}),
} as const;
