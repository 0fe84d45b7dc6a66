import { guardValues } from "@/lib/pipeline/guard/form-values";
import { lookAtServer } from "@/lib/runs/look-at-server";
import { setHeaderRow } from "@/lib/runs/set-header-row";
import { syncFile } from "@/lib/runs/sync-file";
import { previewSync, syncNow } from "@/lib/runs/sync-now";
import { attachRemoteSource } from "@/lib/syncs/attach";
import { listSyncConditions } from "@/lib/syncs/conditions";
import { detachSync } from "@/lib/syncs/detach";
import { ensureUploadSync } from "@/lib/syncs/ensure-upload-sync";
import { matchFiles } from "@/lib/syncs/match-files";
import { noteFiles } from "@/lib/syncs/note-files";
import { findSync, getSync, listFieldChoices, listLastRuns, listSyncs } from "@/lib/syncs/read";
import { updateSyncInput } from "@/lib/syncs/schema";
import { setSyncPaused } from "@/lib/syncs/set-paused";
import { confirmSetupStep } from "@/lib/syncs/setup/confirm";
import { findSetup, findWorkspaceSetup, listSetups } from "@/lib/syncs/setup/read";
import { updateSync, updateSyncMapping } from "@/lib/syncs/update";
import { findMappingVersion, getMappingVersion, listMappingVersions } from "@/lib/syncs/versions/read";
import { restoreMapping } from "@/lib/syncs/versions/write";
import { NO_GUARDS } from "../../support/pipeline";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const SCHEDULE = { everyHours: 24, atTime: "02:00", timeZone: "UTC" };

const FETCHED = {
  users: { path: "users.csv", sizeBytes: 1, modifiedAt: null, sha256: "00" },
  managers: null,
  isAsked: false,
};

const attached = ({ remoteSourceId }: World) => ({
  ...SCHEDULE,
  remoteSourceId,
  path: "users.csv",
  holdFirstRun: true,
});
const edited = ({ syncId }: World) => ({
  ...SCHEDULE,
  syncId,
  name: "Taken over",
  path: "other.csv",
  adoption: "link" as const,
  delimiter: ";" as const,
  encoding: "utf-8" as const,
  /** As the form sends it: limits that are switched off keep their numbers. */
  guards: guardValues(NO_GUARDS),
});
const mapped = ({ syncId }: World) => ({ syncId, mapping: { columns: { ID: { kind: "id" as const } } } });
const versioned = ({ syncId }: World) => ({ syncId, version: 1 });
const named = ({ syncId }: World) => ({ syncId });
const ran = ({ runId }: World) => ({ runId });
const confirmed = ({ syncId }: World) => ({ syncId, step: "fields" as const });
const paused = ({ syncId }: World) => ({ syncId, paused: true });
const detached = ({ syncId }: World) => ({ syncId, users: "remove" as const });

const pattern = ({ remoteSourceId }: World) => ({
  remoteSourceId,
  path: "users_*.csv",
  timeZone: "UTC",
  daysOldMax: null,
});

export const verbs: Cases["verbs"] = {
  requireMayChooseFile: { trusted: "looks at the context alone" },
  listSyncs: { outcome: "own", call: ({ ws }) => listSyncs(ws) },
  listFieldChoices: { outcome: "own", call: ({ ws }) => listFieldChoices(ws) },
  listLastRuns: { outcome: "own", call: ({ ws }, { syncId }) => listLastRuns(ws, syncId) },
  findSync: { outcome: "own", call: ({ ws }, { syncId }) => findSync(ws, syncId) },
  getSync: { outcome: "not_found", call: ({ ws }, { syncId }) => getSync(ws, syncId) },
  listSyncConditions: { outcome: "own", call: ({ ws }, { syncId }) => listSyncConditions(ws, { syncId }) },
  noteFiles: { outcome: "own", call: ({ ws }, { syncId }) => noteFiles(ws, syncId, FETCHED) },
  lookAtServer: { outcome: "not_found", call: ({ ws }, { syncId }) => lookAtServer(ws, syncId) },
  ensureUploadSync: { outcome: "own", call: ({ ws }) => ensureUploadSync(ws) },
  // On purpose, not left open: a Remote Source is the organization's, so each workspace of it may attach it.
  attachRemoteSource: {
    outcome: "not_found",
    beside: "own",
    call: ({ ws }, victim) => attachRemoteSource(ws, attached(victim)),
  },
  updateSync: {
    outcome: "not_found",
    call: ({ ws }, victim) => updateSync(ws, updateSyncInput.parse(edited(victim))),
  },
  updateSyncMapping: {
    outcome: "not_found",
    call: ({ ws }, victim) => updateSyncMapping(ws, mapped(victim)),
  },
  listMappingVersions: { outcome: "own", call: ({ ws }, { syncId }) => listMappingVersions(ws, syncId) },
  findMappingVersion: {
    outcome: "own",
    call: ({ ws }, victim) => findMappingVersion(ws, versioned(victim)),
  },
  getMappingVersion: {
    outcome: "not_found",
    call: ({ ws }, victim) => getMappingVersion(ws, versioned(victim)),
  },
  restoreMapping: {
    outcome: "not_found",
    call: ({ ws }, victim) => restoreMapping(ws, versioned(victim)),
  },
  setHeaderRow: { outcome: "not_found", call: ({ ws }, victim) => setHeaderRow(ws, ran(victim)) },
  setSyncPaused: { outcome: "not_found", call: ({ ws }, victim) => setSyncPaused(ws, paused(victim)) },
  confirmSetupStep: {
    outcome: "not_found",
    call: ({ ws }, victim) => confirmSetupStep(ws, confirmed(victim)),
  },
  listSetups: { outcome: "own", call: ({ ctx }) => listSetups(ctx) },
  findSetup: { outcome: "own", call: ({ ws }, { syncId }) => findSetup(ws, syncId) },
  findWorkspaceSetup: { outcome: "own", call: ({ ws }) => findWorkspaceSetup(ws) },
  detachSync: { outcome: "not_found", call: ({ ws }, victim) => detachSync(ws, detached(victim)) },
  syncFile: {
    outcome: "not_found",
    call: ({ ws }, { syncId }) => syncFile(ws, { syncId, path: "users.csv" }),
  },
  matchFiles: {
    outcome: "not_found",
    call: ({ ws }, victim) => matchFiles(ws, pattern(victim), AbortSignal.timeout(60_000)),
  },
  syncNow: { outcome: "not_found", call: ({ ws }, { syncId }) => syncNow(ws, syncId) },
  previewSync: { outcome: "not_found", call: ({ ws }, { syncId }) => previewSync(ws, syncId) },
};

export const actions: Cases["actions"] = {
  attachRemoteSourceAction: { scope: "workspace", can: "sync:create", outcome: "not_found", input: attached },
  updateSyncAction: { scope: "workspace", can: "sync:update", outcome: "not_found", input: edited },
  updateSyncMappingAction: { scope: "workspace", can: "sync:update", outcome: "not_found", input: mapped },
  restoreMappingAction: {
    scope: "workspace",
    can: "sync:update",
    outcome: "not_found",
    input: versioned,
  },
  setHeaderRowAction: { scope: "workspace", can: "sync:update", outcome: "not_found", input: ran },
  pauseSyncAction: { scope: "workspace", can: "sync:update", outcome: "not_found", input: paused },
  confirmSetupStepAction: {
    scope: "workspace",
    can: "sync:update",
    outcome: "not_found",
    input: confirmed,
  },
  detachSyncAction: { scope: "workspace", can: "sync:delete", outcome: "not_found", input: detached },
  syncFileAction: {
    scope: "workspace",
    can: "run:start",
    outcome: "not_found",
    input: (victim) => ({ ...named(victim), path: "users.csv" }),
  },
  matchFilesAction: { scope: "workspace", can: "remote_source:check", outcome: "not_found", input: pattern },
  syncNowAction: { scope: "workspace", can: "run:start", outcome: "not_found", input: named },
  previewSyncAction: { scope: "workspace", can: "run:start", outcome: "not_found", input: named },
};
