import { expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { createTeam } from "@/lib/teams/create";
import { deleteTeam } from "@/lib/teams/delete";
import { findTeam, listTeams, listTeamUses } from "@/lib/teams/read";
import { insertTeam, lockTeamNames } from "@/lib/teams/store";
import { updateTeam } from "@/lib/teams/update";
import { listUserHistory } from "@/lib/users/list-history";
import { removeUser } from "@/lib/users/remove";
import { restoreUser } from "@/lib/users/restore";
import { addUsersToTeam, removeUsersFromTeam } from "@/lib/users/teams/assign";
import { listTeamsOfUser } from "@/lib/users/teams/of-user";
import { testDb } from "../support/db";
import { mintTenant, mintUser, mintWorkspace } from "../support/tenant";

const { sql } = testDb();

async function workspace() {
  const { ctx } = await mintTenant();
  return mintWorkspace(ctx);
}

const make = (ws: WorkspaceCtx, name: string, aliases: string[] = []) => createTeam(ws, { name, aliases });
const rename = (id: number, name: string, change: { aliases?: string[]; keepName?: boolean } = {}) => ({
  ...{ id, name, aliases: [], keepName: true },
  ...change,
});
const sizes = async (ws: WorkspaceCtx, id: number) => {
  const team = await findTeam(ws, { id });
  return team && { members: team.members, managers: team.managers };
};
const nobody = { all: 0, file: 0, hand: 0 };

test("a team that is renamed keeps its old name for files, unless that is not wanted", async () => {
  const ws = await workspace();
  const { id } = await make(ws, "Sales", ["Sales dept"]);
  expect(await updateTeam(ws, rename(id, "Selling", { aliases: ["Sales dept"] }))).toEqual({
    aliases: ["Sales dept", "Sales"],
  });
  expect(await updateTeam(ws, rename(id, "Commerce", { keepName: false }))).toEqual({ aliases: [] });
  expect(await findTeam(ws, { id })).toMatchObject({ name: "Commerce", aliases: [], madeBy: null });
});

test("going back to an old name does not leave the team with its own name as another", async () => {
  const ws = await workspace();
  const { id } = await make(ws, "Sales");
  await updateTeam(ws, rename(id, "Selling"));
  expect(await updateTeam(ws, rename(id, "SALES", { aliases: ["Sales"] }))).toEqual({
    aliases: ["Selling"],
  });
});

test("no two teams have a name in common, in any letter case, main or other", async () => {
  const ws = await workspace();
  const { id } = await make(ws, "Sales", ["Verkauf"]);
  const other = await make(ws, "Support");
  const conflict = (field: string) => ({ code: "conflict", fieldErrors: { [field]: expect.any(String) } });
  await expect(make(ws, "sAlEs")).rejects.toMatchObject(conflict("name"));
  await expect(make(ws, "verkauf")).rejects.toMatchObject(conflict("name"));
  await expect(make(ws, "New", ["SALES"])).rejects.toMatchObject(conflict("aliases"));
  await expect(updateTeam(ws, rename(other.id, "Verkauf"))).rejects.toMatchObject(conflict("name"));
  await expect(updateTeam(ws, rename(id, "Sales", { aliases: ["support"] }))).rejects.toMatchObject(
    conflict("aliases"),
  );
  expect((await listTeams(ws, { search: "", page: 1 })).total).toBe(2);
});

test("whoever makes a team while somebody else is making it in other letters waits, and is refused", async () => {
  const ws = await workspace();
  let late: Promise<unknown> = Promise.resolve();
  await ws.db.run(async (tx) => {
    await lockTeamNames(tx, ws);
    await insertTeam(tx, ws, { name: "Night shift", aliases: [], createdAt: new Date() });
    late = make(ws, "NIGHT SHIFT").catch((error) => error);
    // Long enough to look and insert, for one that does not wait.
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  expect(await late).toMatchObject({ code: "conflict", fieldErrors: { name: expect.any(String) } });
});

test("a name that a run gave at the same moment is a conflict, not a fault", async () => {
  const ws = await workspace();
  let late: Promise<unknown> = Promise.resolve();
  await ws.db.run(async (tx) => {
    await insertTeam(tx, ws, { name: "Night shift", aliases: [], createdAt: new Date() });
    late = make(ws, "Night shift").catch((error) => error);
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  expect(await late).toMatchObject({ code: "conflict", fieldErrors: { name: expect.any(String) } });
});

test("another workspace may have a team of the same name", async () => {
  const { ctx } = await mintTenant();
  const [here, there] = [await mintWorkspace(ctx), await mintWorkspace(ctx)];
  await make(here, "Sales");
  await make(there, "Sales");
  expect((await listTeams(there, { search: "sal", page: 1 })).total).toBe(1);
});

test("whoever is in a team by file and by hand counts once, and removed users don't count", async () => {
  const ws = await workspace();
  const { id } = await make(ws, "Sales");
  const both = await mintUser(ws, { fields: { [-1]: [id], [-2]: [id] } });
  await mintUser(ws, { fields: { [-1]: [id] } });
  const byHand = await mintUser(ws);
  const gone = await mintUser(ws, { fields: { [-1]: [id] }, state: "removed", removedAt: new Date() });
  const userIds = [both.id, byHand.id, gone.id];
  expect(await addUsersToTeam(ws, { teamId: id, role: "member", userIds })).toEqual({ added: 2 });
  expect(await addUsersToTeam(ws, { teamId: id, role: "member", userIds })).toEqual({ added: 0 });
  expect(await sizes(ws, id)).toEqual({
    members: { all: 3, file: 2, hand: 2 },
    managers: { all: 1, file: 1, hand: 0 },
  });
  const { teams } = await listTeams(ws, { search: "", page: 1 });
  expect(teams.map(({ members }) => members.all)).toEqual([3]);
});

test("a removed user leaves the team unseen, and has their place again when restored", async () => {
  const ws = await workspace();
  const { id } = await make(ws, "Sales");
  const user = await mintUser(ws);
  await addUsersToTeam(ws, { teamId: id, role: "manager", userIds: [user.id] });
  await removeUser(ws, user);
  expect(await sizes(ws, id)).toEqual({ members: nobody, managers: nobody });
  await restoreUser(ws, user);
  expect(await sizes(ws, id)).toMatchObject({ managers: { all: 1, file: 0, hand: 1 } });
});

test("taking out by hand takes what was given by hand, and leaves what a file says", async () => {
  const ws = await workspace();
  const { id } = await make(ws, "Sales");
  const user = await mintUser(ws, { fields: { [-1]: [id] } });
  const gift = { teamId: id, role: "member" as const, userIds: [user.id] };
  await addUsersToTeam(ws, gift);
  expect(await removeUsersFromTeam(ws, gift)).toEqual({ removed: 1 });
  expect(await removeUsersFromTeam(ws, gift)).toEqual({ removed: 0 });
  expect(await listTeamsOfUser(ws, user)).toEqual([
    { id, name: "Sales", role: "member", byFile: true, byHand: null },
  ]);
});

test("a user's history says which teams were given and taken by hand, by whom", async () => {
  const ws = await workspace();
  const [sales, support] = [await make(ws, "Sales"), await make(ws, "Support")];
  const user = await mintUser(ws);
  const gift = (teamId: number) => ({ teamId, role: "member" as const, userIds: [user.id] });
  await addUsersToTeam(ws, gift(sales.id));
  await addUsersToTeam(ws, gift(sales.id));
  await addUsersToTeam(ws, gift(support.id));
  await removeUsersFromTeam(ws, gift(sales.id));
  const { events } = await listUserHistory(ws, user);
  expect(events.map(({ before, after }) => [before?.fields[-3], after?.fields[-3]])).toEqual([
    [[sales.id, support.id], [support.id]],
    [[sales.id], [sales.id, support.id]],
    [[], [sales.id]],
  ]);
  expect(events.every((event) => event.by === "member" && event.actorLabel === ws.actor.label)).toBe(true);
  const [row] = await sql`select version, edited_since_sync, fields from users where id = ${user.id}`;
  expect(row).toEqual({ version: 1, edited_since_sync: false, fields: {} });
});

test("a deleted team is gone from its users, who stay", async () => {
  const ws = await workspace();
  const { id } = await make(ws, "Sales");
  const user = await mintUser(ws, { fields: { [-1]: [id] } });
  await addUsersToTeam(ws, { teamId: id, role: "manager", userIds: [user.id] });
  await deleteTeam(ws, { id });
  expect(await listTeamsOfUser(ws, user)).toEqual([]);
  expect(await sql`select from team_members where team_id = ${id}`).toHaveLength(0);
  await expect(deleteTeam(ws, { id })).rejects.toMatchObject({ code: "not_found" });
  const put = addUsersToTeam(ws, { teamId: id, role: "member", userIds: [user.id] });
  await expect(put).rejects.toMatchObject({ code: "not_found" });
});

test("the team knows the lists whose rule names it", async () => {
  const ws = await workspace();
  const { id } = await make(ws, "Sales");
  const rule = (teamId: number) => ({
    match: "all",
    rules: [{ match: "any", rules: [{ on: "team", op: "in", teamIds: [teamId] }] }],
  });
  const list = (name: string, teamId: number) =>
    sql`insert into user_lists (org_id, workspace_id, name, kind, rule, created_by)
        values (${ws.orgId}, ${ws.workspaceId}, ${name}, 'dynamic', ${sql.json(rule(teamId))}, 'me')`;
  await list("Sellers", id);
  await list("Others", id + 1000);
  expect((await listTeamUses(ws, { id })).map(({ name }) => name)).toEqual(["Sellers"]);
});
