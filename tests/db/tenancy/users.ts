import { heldOf } from "@/lib/user-columns/held";
import { loadWanted } from "@/lib/user-columns/load";
import { readUsers } from "@/lib/user-columns/read-users";
import { createUser } from "@/lib/users/create";
import { listUsers } from "@/lib/users/list";
import { listUserHistory } from "@/lib/users/list-history";
import { countUsers, findFirstSeen, findUser, getUser } from "@/lib/users/read";
import { removeUser } from "@/lib/users/remove";
import { restoreUser } from "@/lib/users/restore";
import { listStayingUsers, removeStayingUsers } from "@/lib/users/staying";
import { updateUser } from "@/lib/users/update";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const person = { firstName: "", lastName: "", mobile: "", role: "participant" as const, fields: {} };
const newOne = () => ({ email: `another-${crypto.randomUUID()}@example.com`, ...person });
const edited = ({ userId }: World) => ({ id: userId, version: 1, email: "taken@example.com", ...person });
const named = ({ userId }: World) => ({ id: userId });
const everyone = { search: "", state: "active" as const, source: null };

export const verbs: Cases["verbs"] = {
  listUsers: { outcome: "own", call: ({ ws }) => listUsers(ws, everyone, { sort: "name", cursor: null }) },
  countUsers: {
    outcome: "own",
    call: ({ ws }, { syncId }) => countUsers(ws, { ...everyone, source: syncId }),
  },
  findUser: { outcome: "own", call: ({ ws }, victim) => findUser(ws, named(victim)) },
  getUser: { outcome: "not_found", call: ({ ws }, victim) => getUser(ws, named(victim)) },
  listUserHistory: { outcome: "own", call: ({ ws }, victim) => listUserHistory(ws, named(victim)) },
  findFirstSeen: { outcome: "own", call: ({ ws }, victim) => findFirstSeen(ws, named(victim)) },
  createUser: { outcome: "own", call: ({ ws }) => createUser(ws, newOne()) },
  updateUser: { outcome: "not_found", call: ({ ws }, victim) => updateUser(ws, edited(victim)) },
  removeUser: { outcome: "not_found", call: ({ ws }, victim) => removeUser(ws, named(victim)) },
  listStayingUsers: { outcome: "own", call: ({ ws }, victim) => listStayingUsers(ws, staying(victim)) },
  removeStayingUsers: { outcome: "own", call: ({ ws }, victim) => removeStayingUsers(ws, staying(victim)) },
  readUsers: {
    outcome: "own",
    call: ({ ws }) =>
      readUsers(ws, async (_, lookup) => (await lookup({ node: { all: [] } }))?.count ?? null),
  },
  loadWanted: { outcome: "own", call: ({ ws }) => loadWanted(ws, heldOf(ws)) },
  restoreUser: { outcome: "not_found", call: ({ ws }, victim) => restoreUser(ws, named(victim)) },
};

const staying = ({ runId, userId }: World) => ({ runId, userIds: [userId] });
export const actions: Cases["actions"] = {
  createUserAction: { scope: "workspace", can: "user:create", outcome: "own", input: newOne },
  updateUserAction: { scope: "workspace", can: "user:update", outcome: "not_found", input: edited },
  removeUserAction: { scope: "workspace", can: "user:remove", outcome: "not_found", input: named },
  restoreUserAction: { scope: "workspace", can: "user:remove", outcome: "not_found", input: named },
  removeStayingUsersAction: {
    scope: "workspace",
    can: "user:remove",
    outcome: "own",
    input: staying,
  },
};
