import type { ActionResult, WorkspaceScope } from "@/lib/action";
import type { MappedUploadColumn, StartedUpload } from "@/lib/uploads/schema";

type Verb<I, O> = (scope: WorkspaceScope, input: I) => Promise<ActionResult<O>>;

export type StartUploadVerb = Verb<StartedUpload, { runId: string }>;
export type MapColumnVerb = Verb<MappedUploadColumn, void>;
