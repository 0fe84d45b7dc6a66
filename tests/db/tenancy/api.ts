import { putFile } from "@/lib/api/put-file";
import { csv, NO_GUARDS, runFile } from "../../support/pipeline";
import type { Cases, OperationCase } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";
import { mintSync } from "../../support/tenant";

const DOOR = { trusted: "Called by the door of the API alone, with the context of the token itself." };

export const verbs: Cases["verbs"] = {
  once: DOOR,
  putFile: {
    outcome: "invalid_input",
    call: ({ ws }, { uploadId }) =>
      putFile(ws, "people.csv", {
        ...{ id: uploadId, isRepeat: true, since: new Date(), mayEnter: () => true },
        request: new Request("http://localhost/", { method: "PUT", body: "" }),
      }),
  },
};

const request = ({ workspaceSlug }: World) => ({ url: `/api/v1/workspaces/${workspaceSlug}/runs` });
const catchAll = "app/api/v1/[...path]/route.ts";

export const routes: Cases["routes"] = {
  ...Object.fromEntries(
    ["GET", "POST", "PUT", "PATCH", "DELETE"].map((method) => [
      `${method} ${catchAll}`,
      { scope: "token" as const, request },
    ]),
  ),
  "GET app/api/v1/openapi.json/route.ts": {
    scope: "public",
    reason: "The document of the API is the same for everyone and about nobody.",
  },
};

const at = ({ workspaceSlug }: World, rest: string) => `/workspaces/${workspaceSlug}${rest}`;
const get = (outcome: OperationCase["outcome"], rest: (things: World) => string): OperationCase => ({
  outcome,
  request: (place, things) => ({ path: at(place, rest(things)) }),
});
const post = (rest: (things: World) => string, body: unknown = {}): OperationCase => ({
  outcome: "not_found",
  request: (place, things) => ({ path: at(place, rest(things)), body }),
});
const FILE = csv("1,anna@example.com,Anna,A,");

/** A run of a sync of its own: held when it is a preview, applied otherwise. */
async function aRun({ ws }: World, intent: "preview" | "apply") {
  const { id } = await mintSync(ws, { name: `Sync ${crypto.randomUUID()}`, guardSettings: NO_GUARDS });
  const email = `${crypto.randomUUID()}@example.com`;
  return runFile(ws, id, csv(`1,${email},Anna,A,`), { intent });
}

/** By the id of the operation, as in the document. */
export const operations: Cases["operations"] = {
  getOrganization: { outcome: "own", request: () => ({ path: "/organization" }) },
  listWorkspaces: { outcome: "own", request: () => ({ path: "/workspaces" }) },
  getWorkspace: get("own", () => ""),
  listRemoteSources: { outcome: "own", request: () => ({ path: "/remote-sources" }) },
  getRemoteSource: {
    outcome: "not_found",
    request: (_place, { remoteSourceId }) => ({ path: `/remote-sources/${remoteSourceId}` }),
  },
  checkRemoteSource: {
    outcome: "not_found",
    request: (_place, { remoteSourceId }) => ({ path: `/remote-sources/${remoteSourceId}/check`, body: {} }),
  },
  listSyncs: get("own", () => "/syncs"),
  getSync: get("not_found", ({ syncId }) => `/syncs/${syncId}`),
  startRun: post(({ syncId }) => `/syncs/${syncId}/runs`, { preview: false }),
  pauseSync: post(({ syncId }) => `/syncs/${syncId}/pause`),
  resumeSync: post(({ syncId }) => `/syncs/${syncId}/resume`),
  putFile: {
    outcome: "own",
    request: (place) => ({
      path: at(place, "/files/people.csv"),
      body: FILE,
      headers: { "content-type": "text/csv", "content-length": String(Buffer.byteLength(FILE)) },
    }),
  },
  previewFile: {
    ...post(({ uploadId }) => `/files/${uploadId}/preview`, { importMode: "add_and_update" }),
    prepare: async ({ ws, workspaceSlug }) => {
      const headers = { "content-length": String(Buffer.byteLength(FILE)) };
      const sent = new Request("http://localhost/", { method: "PUT", body: FILE, headers });
      const call = { isRepeat: false, since: new Date(), mayEnter: () => true, request: sent };
      const { id } = await putFile(ws, "people.csv", { id: crypto.randomUUID(), ...call });
      return { path: `/workspaces/${workspaceSlug}/files/${id}/preview` };
    },
  },
  listRuns: get("own", ({ syncId }) => `/runs?syncId=${syncId}`),
  getRun: get("not_found", ({ runId }) => `/runs/${runId}`),
  listChanges: get("not_found", ({ runId }) => `/runs/${runId}/changes`),
  listIssues: get("not_found", ({ runId }) => `/runs/${runId}/issues`),
  approveRun: {
    outcome: "not_found",
    request: (place, { runId }) => ({
      path: at(place, `/runs/${runId}/approve`),
      body: { what: "all" },
      headers: { "if-match": `"${"0".repeat(64)}"` },
    }),
    prepare: async (world) => {
      const { id, planHash } = await aRun(world, "preview");
      return { path: at(world, `/runs/${id}/approve`), headers: { "if-match": `"${planHash}"` } };
    },
  },
  discardRun: post(({ runId }) => `/runs/${runId}/discard`),
  cancelRun: {
    ...post(({ runId }) => `/runs/${runId}/cancel`),
    prepare: async (world) => {
      const { id } = await aRun(world, "preview");
      await world.ws.db.run((tx) => tx.execute(`update runs set state = 'queued' where id = '${id}'`));
      return { path: at(world, `/runs/${id}/cancel`) };
    },
  },
  undoRun: {
    ...post(({ runId }) => `/runs/${runId}/undo`),
    prepare: async (world) => ({ path: at(world, `/runs/${(await aRun(world, "apply")).id}/undo`) }),
  },
  listUsers: get("own", ({ syncId }) => `/users?source=${syncId}`),
  getUser: get("not_found", ({ userId }) => `/users/${userId}`),
  listLists: get("own", () => "/lists"),
  listListUsers: get("not_found", ({ listId }) => `/lists/${listId}/users`),
  listEvents: { outcome: "own", request: () => ({ path: "/events" }) },
};
