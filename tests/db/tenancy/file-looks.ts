import { addFieldsFromFile } from "@/lib/file-looks/add-fields";
import { cancelFileLook } from "@/lib/file-looks/cancel";
import { startBeating } from "@/lib/file-looks/heartbeat";
import { lookAtFile } from "@/lib/file-looks/look-at-file";
import { findFileLook, getFileLook, getFileProposal } from "@/lib/file-looks/read";
import { SAMPLE_PLAN } from "@/lib/file-looks/sample-plan";
import { startFileLook } from "@/lib/file-looks/start";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const named = ({ lookId }: World) => ({ lookId });
const started = ({ syncId }: World) => ({ syncId });
const added = ({ lookId }: World) => ({
  file: { lookId },
  columns: [{ as: "field" as const, header: "Unit", label: "Unit", type: "text" as const }],
});

export const verbs: Cases["verbs"] = {
  startFileLook: { outcome: "not_found", call: ({ ws }, victim) => startFileLook(ws, started(victim)) },
  getFileLook: { outcome: "not_found", call: ({ ws }, victim) => getFileLook(ws, named(victim)) },
  findFileLook: { outcome: "own", call: ({ ws }, { syncId }) => findFileLook(ws, syncId) },
  getFileProposal: { outcome: "not_found", call: ({ ws }, victim) => getFileProposal(ws, named(victim)) },
  cancelFileLook: { outcome: "not_found", call: ({ ws }, victim) => cancelFileLook(ws, named(victim)) },
  addFieldsFromFile: { outcome: "not_found", call: ({ ws }, victim) => addFieldsFromFile(ws, added(victim)) },
  lookAtFile: {
    outcome: "not_found",
    call: async ({ ws }, { syncId, lookId }) => {
      const beating = startBeating(ws, { lookId, fence: 0 });
      return lookAtFile(ws, { lookId, syncId, beating, plan: SAMPLE_PLAN }).finally(beating.stop);
    },
  },
  startBeating: {
    outcome: "own",
    call: async ({ ws }, { lookId }) => startBeating(ws, { lookId, fence: 0 }).stop(),
  },
};

export const actions: Cases["actions"] = {
  startFileLookAction: { scope: "workspace", can: "sync:update", outcome: "not_found", input: started },
  getFileLookAction: { scope: "workspace", can: "sync:update", outcome: "not_found", input: named },
  getFileProposalAction: { scope: "workspace", can: "sync:update", outcome: "not_found", input: named },
  cancelFileLookAction: { scope: "workspace", can: "sync:update", outcome: "not_found", input: named },
  addFieldsFromFileAction: { scope: "workspace", can: "sync:update", outcome: "not_found", input: added },
};
