import { beforeEach, describe, expect, test } from "vitest";
import { listInbox, listOpenAlerts } from "@/lib/alerts/inbox";
import { readNotice } from "@/lib/alerts/read-notice";
import { approveRun } from "@/lib/runs/decide-run";
import { failRun, finishRun } from "@/lib/runs/finish-run";
import { sweepAlerts } from "@/lib/runs/sweep-alerts";
import { testDb } from "../../support/db";
import { csv, NO_GUARDS, queueFile, runFile, testDeps, work } from "../../support/pipeline";
import { mintSync, mintTenant, mintWorkspace, type Tenant } from "../../support/tenant";

let tenant: Tenant;
let ws: Awaited<ReturnType<typeof mintWorkspace>>;
let syncId: string;

beforeEach(async () => {
  testDb();
  tenant = await mintTenant();
  ws = await mintWorkspace(tenant.ctx);
  syncId = (await mintSync(ws, { guardSettings: { ...NO_GUARDS, removals: { atLeast: 1, percent: 1 } } })).id;
});

const ref = (runId: string) => ({ orgId: ws.orgId, workspaceId: ws.workspaceId, syncId, runId });
const night = async (...rows: string[]) => {
  const run = await runFile(ws, syncId, csv(...rows));
  await finishRun(ref(run.id), testDeps());
  return run;
};
const told = async () =>
  (await listInbox(tenant.ctx)).items
    .map(({ kind, transition, also, ends, readAt }) =>
      [
        `${kind} ${transition}`,
        ...also.map((k) => `+${k}`),
        ...ends.map((k) => `-${k}`),
        readAt ? "read" : "",
      ]
        .join(" ")
        .trim(),
    )
    .reverse();

describe("what a night does", () => {
  test("a plan that waits is told once, and ends silently when it is approved", async () => {
    await night("1,a@x.io,A,,", "2,b@x.io,Bea,Berg,", "3,c@x.io,Cy,,");
    expect(await told()).toEqual([]);
    const run = await night("1,a@x.io,A,,");
    expect(run.state).toBe("held");
    expect(await told()).toEqual(["pending raised"]);
    const [item] = (await listInbox(tenant.ctx)).items;
    const notice = await readNotice(ws, item?.id ?? "");
    expect(notice).toMatchObject({
      kind: "pending",
      path: `/${tenant.slug}/${ws.slug}/runs/${run.id}`,
      plan: {
        isPending: true,
        people: [
          { name: "Bea Berg", kind: "remove" },
          { name: "Cy", kind: "remove" },
        ],
      },
    });
    await sweepAlerts(testDeps());
    await finishRun(ref(run.id), testDeps());
    expect(await told()).toEqual(["pending raised"]);
    await approveRun(ws, { runId: run.id, what: "all" });
    await work(ws, ref(run.id));
    await finishRun(ref(run.id), testDeps());
    expect(await told()).toEqual(["pending raised read"]);
    expect(await listOpenAlerts(ws)).toEqual([]);
  });

  test("a failure is told once, and that it is over", async () => {
    await night("1,a@x.io,A,,");
    for (const _ of [1, 2]) {
      const failing = await queueFile(ws, syncId, csv("1,a@x.io,A,,"));
      await failRun(failing, testDeps());
    }
    expect(await told()).toEqual(["failed raised"]);
    expect(await listOpenAlerts(ws)).toMatchObject([{ kind: "failed" }]);
    await night("1,a@x.io,Ann,,");
    expect(await told()).toEqual(["failed raised read", "failed cleared"]);
  });

  test("row errors are told when there are some that were not there before", async () => {
    await night("1,a@x.io,A,,", "2,bad,B,,");
    expect(await told()).toEqual(["row_errors raised"]);
    await night("1,a@x.io,Ann,,", "2,bad,B,,");
    expect(await told()).toEqual(["row_errors raised"]);
    await night("1,a@x.io,Ann,,", "2,bad,B,,", "3,worse,C,,");
    expect(await told()).toEqual(["row_errors raised read", "row_errors raised"]);
    await night("1,a@x.io,Ann,,", "2,b@x.io,B,,", "3,c@x.io,C,,");
    expect(await told()).toEqual(["row_errors raised read", "row_errors raised read"]);
  });
});
