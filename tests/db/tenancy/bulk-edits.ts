import { cancelBulkEdit } from "@/lib/bulk-edits/end";
import { describeUsers, findLatestBulkEdit, getBulkEdit, listBulkEdits } from "@/lib/bulk-edits/read";
import { moveManyInList, moveManyInTeam, removeMany, setFieldOfMany } from "@/lib/bulk-edits/start";
import { undoBulkEdit } from "@/lib/bulk-edits/undo";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const who = ({ userId }: World) => ({ who: { userIds: [userId] } });
const everyone = { who: { query: { search: "", source: null, filters: [] } } };
const field = (victim: World) => {
  return { ...who(victim), fieldId: victim.fieldId, value: String(victim.optionId) };
};
const team = (victim: World) => {
  return { ...who(victim), teamId: victim.teamId, role: "member" as const, what: "add" as const };
};
const list = (victim: World) => ({ ...who(victim), listId: victim.listId, what: "add" as const });
const named = ({ bulkEditId }: World) => ({ id: bulkEditId });

export const verbs: Cases["verbs"] = {
  describeUsers: {
    outcome: "own",
    call: async ({ ws }, victim) => {
      const [one, all] = [await describeUsers(ws, who(victim)), await describeUsers(ws, everyone)];
      if (one.total > 0) throw new Error("Somebody else's user was counted.");
      return all;
    },
  },
  setFieldOfMany: { outcome: "not_found", call: ({ ws }, victim) => setFieldOfMany(ws, field(victim)) },
  removeMany: { outcome: "own", call: ({ ws }, victim) => removeMany(ws, who(victim)) },
  moveManyInList: { outcome: "not_found", call: ({ ws }, victim) => moveManyInList(ws, list(victim)) },
  moveManyInTeam: { outcome: "not_found", call: ({ ws }, victim) => moveManyInTeam(ws, team(victim)) },
  undoBulkEdit: { outcome: "not_found", call: ({ ws }, victim) => undoBulkEdit(ws, named(victim)) },
  cancelBulkEdit: { outcome: "not_found", call: ({ ws }, victim) => cancelBulkEdit(ws, named(victim)) },
  getBulkEdit: { outcome: "not_found", call: ({ ws }, victim) => getBulkEdit(ws, named(victim)) },
  listBulkEdits: { outcome: "own", call: ({ ws }) => listBulkEdits(ws) },
  findLatestBulkEdit: { outcome: "own", call: ({ ws }) => findLatestBulkEdit(ws) },
  requester: { trusted: "Reads the context only." },
  runBatch: {
    trusted: "Called by the worker, and for an edit that was just made: it names the tenant itself.",
  },
  failBulkEdit: { trusted: "Called by the worker alone, with a context it made itself." },
};

export const actions: Cases["actions"] = {
  describeUsersAction: { scope: "workspace", can: "user:view", outcome: "own", input: who },
  setFieldOfManyAction: { scope: "workspace", can: "user:update", outcome: "not_found", input: field },
  removeManyAction: { scope: "workspace", can: "user:remove", outcome: "own", input: who },
  moveManyInListAction: { scope: "workspace", can: "list:update", outcome: "not_found", input: list },
  moveManyInTeamAction: { scope: "workspace", can: "team:update", outcome: "not_found", input: team },
  getBulkEditAction: { scope: "workspace", can: "user:view", outcome: "not_found", input: named },
  cancelBulkEditAction: { scope: "workspace", can: "user:update", outcome: "not_found", input: named },
  undoBulkEditAction: { scope: "workspace", can: "user:update", outcome: "not_found", input: named },
};
