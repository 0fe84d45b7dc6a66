import { expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { createTeam } from "@/lib/teams/create";
import { deleteTeam } from "@/lib/teams/delete";
import { createUser } from "@/lib/users/create";
import { getUser } from "@/lib/users/read";
import type { UserInput } from "@/lib/users/schema";
import { listTeamUsers } from "@/lib/users/teams/list-users";
import { listTeamsOfUser } from "@/lib/users/teams/of-user";
import { updateUser } from "@/lib/users/update";
import { testDb } from "../support/db";
import { mintSync, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

const { sql } = testDb();

async function workspace() {
  const { ctx } = await mintTenant();
  return mintWorkspace(ctx);
}

const ada: UserInput = {
  ...{ email: "ada@example.com", firstName: "Ada", lastName: "Byron", mobile: "" },
  ...{ role: "participant", fields: {} },
};

const teamOf = async (ws: WorkspaceCtx, name: string) => (await createTeam(ws, { name, aliases: [] })).id;
const named = async (ws: WorkspaceCtx, id: number) =>
  (await listTeamsOfUser(ws, { id })).map(({ name, role, byFile, byHand }) => [
    `${role} of ${name}`,
    [byFile ? "file" : null, byHand ? "hand" : null].filter(Boolean).join(" "),
  ]);

test("the form of a user gives teams by hand, takes them back, and leaves those of files", async () => {
  const ws = await workspace();
  const [sales, support] = [await teamOf(ws, "Sales"), await teamOf(ws, "Support")];
  const teams = { member: [String(sales)], manager: [String(support)] };
  const { id } = await createUser(ws, { ...ada, teams });
  await sql`update users set fields = ${sql.json({ "-1": [support] })} where id = ${id}`;
  expect(await named(ws, id)).toEqual([
    ["member of Sales", "hand"],
    ["manager of Support", "hand"],
    ["member of Support", "file"],
  ]);
  const { version } = await getUser(ws, { id });
  const moved = { ...ada, id, version, teams: { member: [String(support)], manager: [] } };
  expect(await updateUser(ws, moved)).toEqual({ changed: true });
  expect(await updateUser(ws, moved)).toEqual({ changed: false });
  expect(await named(ws, id)).toEqual([["member of Support", "file hand"]]);
  expect(await updateUser(ws, { ...ada, id, version })).toEqual({ changed: false });
  expect(await named(ws, id)).toEqual([["member of Support", "file hand"]]);
});

test("a team that was deleted meanwhile is said beside the field, and nothing is saved", async () => {
  const ws = await workspace();
  const sales = await teamOf(ws, "Sales");
  const { id } = await createUser(ws, ada);
  await deleteTeam(ws, { id: sales });
  const late = {
    ...ada,
    firstName: "Other",
    id,
    version: 1,
    teams: { member: [], manager: [String(sales)] },
  };
  await expect(updateUser(ws, late)).rejects.toMatchObject({
    code: "invalid_input",
    fieldErrors: { "teams.manager": expect.any(String) },
  });
  expect(await getUser(ws, { id })).toMatchObject({ firstName: "Ada", version: 1 });
});

test("a team's people are paged by name, searched, and told apart by how they came", async () => {
  const ws = await workspace();
  const sync = await mintSync(ws, { name: "HR" });
  const id = await teamOf(ws, "Sales");
  for (let at = 0; at < 51; at += 1) {
    await mintUser(ws, {
      ...{ firstName: "File", lastName: `N${String(at).padStart(2, "0")}`, fields: { [-1]: [id] } },
      ...{ syncId: sync.id, externalId: `${sync.id}#${at}` },
    });
  }
  await createUser(ws, { ...ada, teams: { member: [String(id)], manager: [String(id)] } });
  const asked = { id, role: "member" as const, search: "", origin: null, cursor: null };
  const first = await listTeamUsers(ws, asked);
  expect(first.users).toHaveLength(50);
  expect(first.users[0]).toMatchObject({
    firstName: "Ada",
    manager: { byFile: false },
    member: { byFile: false },
  });
  expect(first.users[1]).toMatchObject({ member: { byFile: true, byHand: null }, manager: null });
  expect(first.next).not.toBeNull();
  const names = async (change: Partial<Parameters<typeof listTeamUsers>[1]>) =>
    (await listTeamUsers(ws, { ...asked, ...change })).users.map(({ lastName }) => lastName);
  expect(await names({ origin: "hand" })).toEqual(["Byron"]);
  expect(await names({ role: "manager" })).toEqual(["Byron"]);
  expect(await names({ search: "n07" })).toEqual(["N07"]);
  expect(await names({ origin: "file", search: "byr" })).toEqual([]);
});
