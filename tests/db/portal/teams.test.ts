import { beforeEach, expect, test } from "vitest";
import { teamMembers, teams } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import { MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";
import { leadsTeams, listLedTeams } from "@/lib/portal/read";
import { testDb } from "../../support/db";
import { portalCtxOf } from "../../support/portal";
import { mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

let ws: WorkspaceCtx;

beforeEach(async () => {
  ws = await mintWorkspace((await mintTenant()).ctx);
});

async function mintTeam(name: string, at: WorkspaceCtx = ws): Promise<number> {
  const place = { orgId: at.orgId, workspaceId: at.workspaceId };
  const [made] = await at.db.run((tx) =>
    tx
      .insert(teams)
      .values({ ...place, name })
      .returning({ id: teams.id }),
  );
  return made?.id ?? 0;
}

async function byHand(teamId: number, userId: number, role: "member" | "manager"): Promise<void> {
  const place = { orgId: ws.orgId, workspaceId: ws.workspaceId };
  await ws.db.run((tx) => tx.insert(teamMembers).values({ ...place, teamId, userId, role, addedBy: "test" }));
}

const inTeam = (...ids: number[]) => ({ [TEAMS_FIELD]: ids });
const leads = (...ids: number[]) => ({ [MANAGES_FIELD]: ids });

async function seen(user: Parameters<typeof portalCtxOf>[1]): Promise<string[]> {
  const led = await listLedTeams(portalCtxOf(ws, user));
  return led.map(({ name, mates }) => `${name}: ${mates.map((mate) => mate.email).join(", ")}`);
}

test("a manager sees exactly the members of their teams, by file and by hand, each once", async () => {
  const [north, south, west] = [await mintTeam("North"), await mintTeam("South"), await mintTeam("West")];
  const boss = await mintUser(ws, { email: "boss@x.io", lastName: "A", fields: leads(north) });
  await mintUser(ws, { email: "file@x.io", lastName: "B", fields: inTeam(north, west) });
  const hand = await mintUser(ws, { email: "hand@x.io", lastName: "C" });
  const both = await mintUser(ws, { email: "both@x.io", lastName: "D", fields: inTeam(north) });
  await mintUser(ws, { email: "west@x.io", lastName: "E", fields: inTeam(west) });
  const rival = await mintUser(ws, { email: "rival@x.io", lastName: "F", fields: leads(north) });
  const removed = { state: "removed" as const, removedAt: new Date() };
  const gone = await mintUser(ws, { email: "gone@x.io", lastName: "G", fields: inTeam(north), ...removed });
  await byHand(north, hand.id, "member");
  await byHand(north, both.id, "member");
  await byHand(north, gone.id, "member");
  await byHand(south, boss.id, "manager");
  expect(await seen(boss)).toEqual(["North: file@x.io, hand@x.io, both@x.io", "South: "]);
  expect(await seen(rival)).toEqual(["North: file@x.io, hand@x.io, both@x.io"]);
  expect(await seen(hand)).toEqual([]);
});

test("of a team of more than 500, each member is on exactly one page", async () => {
  const big = await mintTeam("Big");
  const boss = await mintUser(ws, { fields: leads(big) });
  await testDb().sql`
    insert into users (org_id, workspace_id, email, last_name, fields)
    select ${ws.orgId}, ${ws.workspaceId}, 'mate' || i || '@x.io', 'Mate ' || (i % 7), ${testDb().sql.json(inTeam(big) as never)}
      from generate_series(1, 1001) i`;
  const pageOf = async (page: number) =>
    (await listLedTeams(portalCtxOf(ws, boss), "en", { teamId: big, page }))[0];
  const pages = [await pageOf(1), await pageOf(2), await pageOf(3), await pageOf(4)];
  expect(pages.map((one) => [one?.mates.length, one?.total, one?.pages])).toEqual([
    [500, 1001, 3],
    [500, 1001, 3],
    [1, 1001, 3],
    [0, 1001, 3],
  ]);
  expect(new Set(pages.flatMap((one) => one?.mates.map(({ id }) => id))).size).toBe(1001);
});

test("name, e-mail and mobile is all that is shown of other people", async () => {
  const north = await mintTeam("North");
  const boss = await mintUser(ws, { fields: leads(north) });
  await mintUser(ws, { mobile: "+1 555", fields: { ...inTeam(north), "77": "secret" } });
  const [team] = await listLedTeams(portalCtxOf(ws, boss));
  expect(Object.keys(team?.mates[0] ?? {}).sort()).toEqual([
    "email",
    "firstName",
    "id",
    "lastName",
    "mobile",
  ]);
});

test("who leads none has none, and loses them with what the file said", async () => {
  const north = await mintTeam("North");
  const member = await mintUser(ws, { fields: inTeam(north) });
  const boss = await mintUser(ws, { fields: leads(north) });
  expect(await leadsTeams(portalCtxOf(ws, member))).toBe(false);
  expect(await seen(member)).toEqual([]);
  expect(await leadsTeams(portalCtxOf(ws, boss))).toBe(true);
  await testDb().sql`update users set fields = '{}' where id = ${boss.id}`;
  expect(await seen(boss)).toEqual([]);
});

test("a team of another workspace is nobody's here, even when its id stands in a user's row", async () => {
  const beside = await mintWorkspace(ws);
  const theirs = await mintTeam("Theirs", beside);
  await mintUser(beside, { fields: inTeam(theirs) });
  const boss = await mintUser(ws, { fields: leads(theirs) });
  expect(await seen(boss)).toEqual([]);
});
