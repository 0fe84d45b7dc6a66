import type { z } from "zod";
import type { ActionResult, WorkspaceScope } from "@/lib/action";
import type { Detached } from "@/lib/syncs/detach";
import type { attachSourceInput, updateMappingInput, updateSyncInput } from "@/lib/syncs/schema";
import type { MappingWritten } from "@/lib/syncs/versions/write";

type Action<I, T = void> = (scope: WorkspaceScope, input: I) => Promise<ActionResult<T>>;

/** The server actions that these components are given: components import nothing of `app`. */
export type SyncNow = Action<{ syncId: string }, { runId: string; merged: boolean }>;
/** How a run begins: to change users, or only to see what would change. */
export type StartSync = { syncNow: SyncNow; preview: SyncNow };
export type AttachRemoteSource = Action<z.input<typeof attachSourceInput>, { syncId: string }>;
export type UpdateSync = Action<z.input<typeof updateSyncInput>>;
export type UpdateSyncMapping = Action<z.input<typeof updateMappingInput>, MappingWritten>;
export type RestoreMapping = Action<{ syncId: string; version: number }, MappingWritten>;
/** Takes the row that a failed run has found for the header row, and asks for a preview. */
export type SetHeaderRow = Action<{ runId: string }, { runId: string }>;
export type PauseSync = Action<{ syncId: string; paused: boolean }>;
export type DetachSync = Action<{ syncId: string; users: "keep" | "remove" }, Detached>;
