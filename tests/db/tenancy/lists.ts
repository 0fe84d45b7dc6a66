import { addListUsers, removeListUsers } from "@/lib/lists/change-users";
import { createList } from "@/lib/lists/create";
import { deleteList } from "@/lib/lists/delete";
import { exportListMembers } from "@/lib/lists/export-members";
import { getRunEffects } from "@/lib/lists/get-run-effects";
import { listEffectPeople } from "@/lib/lists/list-effect-people";
import { listListRuns } from "@/lib/lists/list-runs";
import { listListMembers, listUserMemberships } from "@/lib/lists/memberships";
import { previewRule } from "@/lib/lists/preview-rule";
import { countList, findList, getList, getVocabulary, listLists } from "@/lib/lists/read";
import { updateList } from "@/lib/lists/update";
import type { RuleGroup } from "@/lib/model/rule";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const named = ({ listId }: World) => ({ id: listId });
const picked = ({ listId, userId }: World) => ({ id: listId, userIds: [userId] });
const everyone = (): RuleGroup => ({
  match: "all",
  rules: [{ on: "text", part: "email", op: "contains", text: "@" }],
});
const theirs = ({ fieldId, optionId, teamId, syncId }: World): RuleGroup => ({
  match: "any",
  rules: [
    { on: "field", fieldId, op: "is_any_of", optionIds: [optionId] },
    { on: "team", op: "in", teamIds: [teamId] },
    { on: "source", op: "in", syncIds: [syncId] },
  ],
});
const fresh = (rule: RuleGroup | null) => ({
  ...{
    name: `List ${crypto.randomUUID()}`,
    description: "",
    kind: rule ? ("dynamic" as const) : ("static" as const),
  },
  rule,
});
const edited = (victim: World) => ({ ...named(victim), name: "Taken", description: "", rule: null });
const moved = ({ runId, listId }: World) => ({
  ...{ runId, part: "planned" as const, target: { kind: "list" as const, id: listId } },
  ...{ side: "gained" as const, after: null },
});
const within = async (stranger: World, victim: World) => {
  const { id } = await createList(stranger.ws, fresh(null));
  const { added } = await addListUsers(stranger.ws, { id, userIds: [victim.userId] });
  if (added > 0) throw new Error("Somebody else's user was put on a list.");
};

export const verbs: Cases["verbs"] = {
  listLists: { outcome: "own", call: ({ ws }) => listLists(ws) },
  getList: { outcome: "not_found", call: ({ ws }, victim) => getList(ws, named(victim)) },
  findList: { outcome: "own", call: ({ ws }, victim) => findList(ws, named(victim)) },
  countList: { outcome: "not_found", call: ({ ws }, victim) => countList(ws, named(victim)) },
  getVocabulary: { outcome: "own", call: ({ ws }) => getVocabulary(ws) },
  previewRule: { outcome: "own", call: ({ ws }, victim) => previewRule(ws, { rule: theirs(victim) }) },
  createList: { outcome: "invalid_input", call: ({ ws }, victim) => createList(ws, fresh(theirs(victim))) },
  updateList: { outcome: "not_found", call: ({ ws }, victim) => updateList(ws, edited(victim)) },
  deleteList: { outcome: "not_found", call: ({ ws }, victim) => deleteList(ws, named(victim)) },
  addListUsers: { outcome: "own", call: within },
  removeListUsers: { outcome: "not_found", call: ({ ws }, victim) => removeListUsers(ws, picked(victim)) },
  listListMembers: {
    outcome: "not_found",
    call: ({ ws }, victim) => listListMembers(ws, { ...named(victim), search: "" }, null),
  },
  listListRuns: {
    outcome: "not_found",
    call: ({ ws }, victim) => listListRuns(ws, { ...named(victim), before: null }),
  },
  listUserMemberships: {
    outcome: "own",
    call: ({ ws }, { userId }) => listUserMemberships(ws, { userId }),
  },
  exportListMembers: {
    outcome: "not_found",
    call: ({ ws }, victim) => exportListMembers(ws, named(victim)),
  },
  getRunEffects: {
    outcome: "not_found",
    call: ({ ws }, { runId }) => getRunEffects(ws, { runId, part: "planned" }),
  },
  listEffectPeople: { outcome: "not_found", call: ({ ws }, victim) => listEffectPeople(ws, moved(victim)) },
};

export const actions: Cases["actions"] = {
  createListAction: {
    scope: "workspace",
    can: "list:create",
    outcome: "own",
    input: () => fresh(everyone()),
  },
  updateListAction: { scope: "workspace", can: "list:update", outcome: "not_found", input: edited },
  deleteListAction: { scope: "workspace", can: "list:delete", outcome: "not_found", input: named },
  previewRuleAction: {
    scope: "workspace",
    can: "list:view",
    outcome: "own",
    input: (victim) => ({ rule: theirs(victim) }),
  },
  addListUsersAction: { scope: "workspace", can: "list:update", outcome: "not_found", input: picked },
  removeListUsersAction: { scope: "workspace", can: "list:update", outcome: "not_found", input: picked },
  listEffectPeopleAction: { scope: "workspace", can: "run:view", outcome: "not_found", input: moved },
};

export const routes: Cases["routes"] = {
  "GET app/(workspace)/[org]/[workspace]/lists/[listId]/users.csv/route.ts": {
    scope: "workspace",
    can: "list:view",
    outcome: "not_found",
    request: ({ slug, workspaceSlug }, { listId }) => ({
      url: `/${slug}/${workspaceSlug}/lists/${listId}/users.csv`,
      params: { org: slug, workspace: workspaceSlug, listId: String(listId) },
    }),
  },
};
