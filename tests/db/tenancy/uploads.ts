import { startUpload } from "@/lib/runs/start-upload";
import { getCsvTemplate } from "@/lib/uploads/get-template";
import { findInspection, findManagersInspection, inspectUpload } from "@/lib/uploads/inspect";
import { admitUpload } from "@/lib/uploads/limits";
import { lookInto } from "@/lib/uploads/look-into";
import { mapUploadColumn, mapUploadColumns } from "@/lib/uploads/map-column";
import { receiveUpload } from "@/lib/uploads/receive";
import { removeUsedUpload } from "@/lib/uploads/remove";
import { applyUploadTemplate, saveUploadMapping } from "@/lib/uploads/save-mapping";
import { getTargetView, uploadTarget } from "@/lib/uploads/target";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const FILE = "ID,Email\n1,a@example.com\n";

const named = ({ uploadId }: World) => ({ uploadId });
const started = ({ uploadId }: World) => ({
  ...{ uploadId, mode: "complete" as const },
  ...{ encoding: "utf-8" as const, delimiter: "," as const },
});
const mapped = ({ fieldId }: World) => ({
  columns: [{ header: "Extra", target: { kind: "field" as const, blank: "clear" as const, fieldId } }],
});

const templated = ({ syncId }: World) => ({ syncId, template: "employees" as const });
const saved = ({ syncId }: World) => ({ syncId, mapping: { columns: { Mail: { kind: "email" as const } } } });

export const verbs: Cases["verbs"] = {
  receiveUpload: {
    outcome: "own",
    call: ({ ws }) => receiveUpload(ws, { fileName: "a.csv", sizeBytes: FILE.length, bytes: bytes() }),
  },
  admitUpload: { outcome: "own", call: async ({ ws }) => (await admitUpload(ws, FILE.length)).arrived() },
  inspectUpload: { outcome: "not_found", call: ({ ws }, victim) => inspectUpload(ws, named(victim)) },
  findInspection: { outcome: "own", call: ({ ws }, victim) => findInspection(ws, named(victim)) },
  getCsvTemplate: {
    outcome: "not_found",
    call: ({ ws }, { syncId }) => getCsvTemplate(ws, { syncId, file: "users" }),
  },
  lookInto: {
    outcome: "not_found",
    call: ({ ws }, { uploadId }) => lookInto(ws, uploadId, { accepts: () => false, columns: {} }),
  },
  getTargetView: { outcome: "not_found", call: ({ ws }, { syncId }) => getTargetView(ws, syncId) },
  findManagersInspection: {
    outcome: "own",
    call: ({ ws }, victim) => findManagersInspection(ws, named(victim)),
  },
  applyUploadTemplate: {
    outcome: "not_found",
    call: ({ ws }, victim) => applyUploadTemplate(ws, templated(victim)),
  },
  saveUploadMapping: { outcome: "not_found", call: ({ ws }, victim) => saveUploadMapping(ws, saved(victim)) },
  startUpload: { outcome: "not_found", call: ({ ws }, victim) => startUpload(ws, started(victim)) },
  uploadTarget: { outcome: "not_found", call: ({ ws }, { syncId }) => uploadTarget(ws, syncId) },
  mapUploadColumn: {
    outcome: "not_found",
    call: ({ ws }, { fieldId }) =>
      mapUploadColumn(ws, { header: "Extra", target: { kind: "field", blank: "clear", fieldId } }),
  },
  mapUploadColumns: { outcome: "not_found", call: ({ ws }, victim) => mapUploadColumns(ws, mapped(victim)) },
  removeUsedUpload: { outcome: "own", call: ({ ws }, { uploadId }) => removeUsedUpload(ws, uploadId) },
};

export const actions: Cases["actions"] = {
  startUploadAction: { scope: "workspace", can: "run:start", outcome: "not_found", input: started },
  applyUploadTemplateAction: {
    ...{ scope: "workspace", can: "sync:update", outcome: "not_found" },
    input: templated,
  },
  saveUploadMappingAction: {
    ...{ scope: "workspace", can: "sync:update", outcome: "not_found" },
    input: saved,
  },
  mapUploadColumnsAction: { scope: "workspace", can: "sync:update", outcome: "not_found", input: mapped },
};

export const routes: Cases["routes"] = {
  "GET app/(workspace)/[org]/[workspace]/upload/template/route.ts": {
    scope: "workspace",
    can: "run:start",
    outcome: "not_found",
    request: ({ slug, workspaceSlug }, { syncId }) => ({
      url: `/${slug}/${workspaceSlug}/upload/template?sync=${syncId}`,
      params: { org: slug, workspace: workspaceSlug },
    }),
  },
  "POST app/api/upload/route.ts": {
    scope: "workspace",
    can: "run:start",
    outcome: "own",
    request: ({ slug, workspaceSlug }) => ({
      url: `/api/upload?org=${slug}&workspace=${workspaceSlug}&name=a.csv`,
      headers: { "content-length": String(FILE.length) },
      body: FILE,
    }),
  },
};

async function* bytes(): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(FILE);
}
