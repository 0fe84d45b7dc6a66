import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { users } from "@/drizzle/schema";
import type { UserRole } from "@/drizzle/schema/users";
import type { WorkspaceCtx } from "@/lib/context";
import { groupIssues } from "@/lib/runs/read";
import { listStayingUsers, removeStayingUsers } from "@/lib/users/staying";
import { csv, NO_GUARDS, people, runFile, told } from "../../support/pipeline";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

// Authors and admins who leave the file: a file never removes them, and never keeps quiet about them.

let ctx: WorkspaceCtx;
let syncId: string;

const ANN = "1,ann@x.io,Ann,Lee,";
const ALL = csv(ANN, "2,bob@x.io,Bob,Ray,", "3,cat@x.io,,,");
const REST = csv(ANN);

beforeEach(async () => {
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
  await runFile(ctx, syncId, ALL);
  await appoint("bob@x.io", "author");
  await appoint("cat@x.io", "admin");
});

async function appoint(email: string, role: UserRole): Promise<void> {
  await ctx.db.run((tx) => tx.update(users).set({ role }).where(eq(users.email, email)));
}

const WARNINGS = [
  "warning - Bob Ray is not in the file but is kept because of the role author",
  "warning - cat@x.io is not in the file but is kept because of the role admin",
];

test("each is a warning, on every run, also of the same bytes", async () => {
  for (let night = 0; night < 3; night++) {
    const run = await runFile(ctx, syncId, REST);
    expect(await told(ctx, run.id)).toEqual(WARNINGS);
    expect(run).toMatchObject({ state: "succeeded_with_issues", counts: { warnings: 2, removed: 0 } });
    expect(await groupIssues(ctx, { runId: run.id })).toMatchObject([{ code: "user_stays", count: 2 }]);
  }
  expect(await people(ctx)).toHaveLength(3);
});

test("back in the file, or with a list that only adds, nothing is told", async () => {
  const added = await runFile(ctx, syncId, REST, { mode: "add_and_update" });
  expect(await told(ctx, added.id)).toEqual([]);
  await runFile(ctx, syncId, REST);
  const back = await runFile(ctx, syncId, ALL);
  expect(await told(ctx, back.id)).toEqual([]);
  expect((await runFile(ctx, syncId, ALL)).state).toBe("no_change");
});

test("whoever is in a row that is skipped is in the file", async () => {
  const run = await runFile(ctx, syncId, csv(ANN, "2,bob(at)x.io,Bob,Ray,", "9,cat@x.io"));
  expect((await told(ctx, run.id)).filter((line) => line.startsWith("warning"))).toEqual([]);
});

test("a person removes those they choose, and nobody else; the next run is about the rest", async () => {
  const run = await runFile(ctx, syncId, REST);
  const [bob, cat] = await listStayingUsers(ctx, { runId: run.id });
  expect([bob, cat]).toMatchObject([
    { name: "Bob Ray", role: "author" },
    { name: "cat@x.io", role: "admin" },
  ]);
  const [ann] = await ctx.db.run((tx) => tx.select().from(users).where(eq(users.email, "ann@x.io")));
  const userIds = [bob?.id ?? 0, ann?.id ?? 0];
  expect(await removeStayingUsers(ctx, { runId: run.id, userIds })).toEqual({ removed: 1 });
  expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Lee|", "3|cat@x.io|||"]);
  expect(await listStayingUsers(ctx, { runId: run.id })).toMatchObject([{ name: "cat@x.io" }]);
  const next = await runFile(ctx, syncId, REST);
  expect(await told(ctx, next.id)).toEqual([WARNINGS[1]]);
  expect(next.counts).toMatchObject({ restored: 0, removed: 0 });
});

test("a run that a later one has followed offers nobody", async () => {
  const old = await runFile(ctx, syncId, REST);
  await runFile(ctx, syncId, ALL);
  const [bob] = await ctx.db.run((tx) => tx.select().from(users).where(eq(users.email, "bob@x.io")));
  expect(await listStayingUsers(ctx, { runId: old.id })).toEqual([]);
  expect(await removeStayingUsers(ctx, { runId: old.id, userIds: [bob?.id ?? 0] })).toEqual({ removed: 0 });
  expect(await people(ctx)).toHaveLength(3);
});
