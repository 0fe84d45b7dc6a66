import type { ActionResult, WorkspaceScope } from "@/lib/action";
import type { MappingWritten } from "@/lib/syncs/versions/write";
import type {
  ChosenTemplate,
  EditedUploadMapping,
  MappedUploadColumns,
  StartedUpload,
} from "@/lib/uploads/schema";

type Verb<I, O> = (scope: WorkspaceScope, input: I) => Promise<ActionResult<O>>;

export type StartUploadVerb = Verb<StartedUpload, { runId: string }>;
export type MapColumnsVerb = Verb<MappedUploadColumns, void>;
export type ApplyTemplateVerb = Verb<ChosenTemplate, MappingWritten>;
export type SaveUploadMappingVerb = Verb<EditedUploadMapping, MappingWritten>;
