import { retentionOf } from "@/lib/model/retention";
import { erasePerson } from "@/lib/personal-data/erase";
import { exportPerson } from "@/lib/personal-data/export";
import { getOwnProfile } from "@/lib/personal-data/own-profile";
import { findNamingSync, getReceipt, listReceipts } from "@/lib/personal-data/read";
import { getRetention } from "@/lib/retention/read";
import { updateRetention } from "@/lib/retention/update";
import type { Cases, RouteCase } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const longer = () => ({ ...retentionOf(undefined), runDetails: 100 });
const named = ({ userId }: World) => ({ id: userId });
const surely = <C>(ctx: C): C => ({ ...ctx, confirmedAt: new Date() });
const WITHIN = "Called by erasePerson alone, with what it has found out about the person.";

export const verbs: Cases["verbs"] = {
  getRetention: { outcome: "own", call: ({ ctx }) => getRetention(ctx) },
  updateRetention: { outcome: "own", call: ({ ctx }) => updateRetention(ctx, longer()) },
  erasePerson: {
    outcome: "not_found",
    call: ({ ws }, victim) => erasePerson(surely(ws), { ...named(victim), evenIfNamed: true }),
  },
  exportPerson: { outcome: "not_found", call: ({ ws }, victim) => exportPerson(ws, named(victim)) },
  findNamingSync: { outcome: "not_found", call: ({ ws }, victim) => findNamingSync(ws, named(victim)) },
  listReceipts: { outcome: "own", call: ({ ctx }) => listReceipts(ctx) },
  getReceipt: {
    outcome: "not_found",
    beside: "own",
    call: ({ ctx }, { receiptId }) => getReceipt(ctx, { id: receiptId }),
  },
  getOwnProfile: { outcome: "own", call: ({ portal }) => getOwnProfile(portal) },
  forgetDropFiles: { trusted: WITHIN },
  forgetUploads: { trusted: WITHIN },
};

export const actions: Cases["actions"] = {
  updateRetentionAction: { scope: "org", can: "organization:update", outcome: "own", input: longer },
  erasePersonAction: { scope: "workspace", can: "user:erase", outcome: "not_found", input: named },
};

function file(format: "csv" | "json"): RouteCase {
  return {
    scope: "workspace",
    can: "user:export",
    outcome: "not_found",
    request: ({ slug, workspaceSlug }, { userId }) => ({
      url: `/${slug}/${workspaceSlug}/users/${userId}/data.${format}`,
      params: { org: slug, workspace: workspaceSlug, userId: String(userId) },
    }),
  };
}

const FOLDER = "GET app/(workspace)/[org]/[workspace]/users/[userId]";

export const routes: Cases["routes"] = {
  [`${FOLDER}/data.csv/route.ts`]: file("csv"),
  [`${FOLDER}/data.json/route.ts`]: file("json"),
};
