import {
  deleteSharedView,
  deleteView,
  listViews,
  renameSharedView,
  renameView,
  saveView,
  shareView,
} from "@/lib/saved-views/views";
import { exportUsers } from "@/lib/users/export-table";
import { listUsersByIds } from "@/lib/users/list";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const named = ({ savedViewId }: World) => ({ id: savedViewId });
const renamed = ({ savedViewId }: World) => ({ id: savedViewId, name: "Theirs" });
const fresh = ({ fieldId }: World) => ({ name: "Mine", place: { sort: `field-${fieldId}` } });
const everyone = { search: "", state: "active" as const, source: null };

export const verbs: Cases["verbs"] = {
  listViews: { outcome: "own", call: ({ ws }) => listViews(ws) },
  saveView: { outcome: "own", call: ({ ws }, victim) => saveView(ws, fresh(victim)) },
  shareView: { outcome: "own", call: ({ ws }, victim) => shareView(ws, fresh(victim)) },
  renameView: { outcome: "not_found", call: ({ ws }, victim) => renameView(ws, renamed(victim)) },
  renameSharedView: { outcome: "not_found", call: ({ ws }, victim) => renameSharedView(ws, renamed(victim)) },
  deleteView: { outcome: "not_found", call: ({ ws }, victim) => deleteView(ws, named(victim)) },
  deleteSharedView: { outcome: "not_found", call: ({ ws }, victim) => deleteSharedView(ws, named(victim)) },
  listUsersByIds: { outcome: "own", call: ({ ws }, { userId }) => listUsersByIds(ws, [userId], ["mobile"]) },
  exportUsers: {
    outcome: "own",
    call: async ({ ws }, { fieldId }) => {
      const asked = { sort: `field-${fieldId}`, columns: [`field-${fieldId}`, "teams"] };
      const { rows } = await exportUsers(ws, everyone, asked);
      const told: unknown[] = [];
      for await (const page of rows) told.push(page);
      return told;
    },
  },
};

export const actions: Cases["actions"] = {
  saveViewAction: { scope: "workspace", can: "user:view", outcome: "own", input: fresh },
  shareViewAction: { scope: "workspace", can: "user:update", outcome: "own", input: fresh },
  renameViewAction: { scope: "workspace", can: "user:view", outcome: "not_found", input: renamed },
  renameSharedViewAction: { scope: "workspace", can: "user:update", outcome: "not_found", input: renamed },
  deleteViewAction: { scope: "workspace", can: "user:view", outcome: "not_found", input: named },
  deleteSharedViewAction: { scope: "workspace", can: "user:update", outcome: "not_found", input: named },
};

export const routes: Cases["routes"] = {
  "GET app/(workspace)/[org]/[workspace]/users/users.csv/route.ts": {
    scope: "workspace",
    can: "user:view",
    outcome: "own",
    request: ({ slug, workspaceSlug }, { fieldId }) => ({
      url: `/${slug}/${workspaceSlug}/users/users.csv?sort=field-${fieldId}&columns=all`,
      params: { org: slug, workspace: workspaceSlug },
    }),
  },
};
