import { expect, test } from "vitest";
import { staleLabel } from "@/components/runs/kept-labels";
import { listChanges, listStaleReasons } from "@/lib/runs/read-plan";
import { removeUser } from "@/lib/users/remove";
import { testDb } from "../../support/db";
import { csv, NO_GUARDS, runFile } from "../../support/pipeline";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { approve, edit, idOf } from "../../support/undo";

test("each change that was left alone says who did what to its user since the plan, and when", async () => {
  testDb();
  const { ctx: org, email } = await mintTenant();
  const ctx = await mintWorkspace(org);
  const { id: syncId } = await mintSync(ctx, { guardSettings: NO_GUARDS });
  await runFile(ctx, syncId, csv("1,a@x.io,A,A,", "2,b@x.io,B,B,", "3,c@x.io,C,C,"));
  const held = await runFile(ctx, syncId, csv("1,a@x.io,A,Z,", "2,b@x.io,B,Z,", "3,c@x.io,C,Z,"), {
    intent: "preview",
  });
  await edit(ctx, "a@x.io", { firstName: "Ann", mobile: "+358 1" });
  await removeUser(ctx, { id: await idOf(ctx, "b@x.io") });
  const run = await approve(ctx, held);
  const { changes } = await listChanges(ctx, { runId: run.id, kinds: [], search: "", status: "stale" }, null);
  const userIds = changes.map(({ userId }) => userId ?? 0);
  const reasons = await listStaleReasons(ctx, { runId: run.id, userIds });
  expect(
    changes.map(({ csvId, userId }) => `${csvId}: ${staleLabel(reasons.get(userId ?? 0) ?? null, [])}`),
  ).toEqual([`1: ${email} changed First name, Mobile`, `2: ${email} removed this user`]);
  for (const { at } of reasons.values()) expect(Date.now() - Date.parse(at)).toBeLessThan(60_000);
});
