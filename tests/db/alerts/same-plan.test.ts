import { beforeEach, describe, expect, test } from "vitest";
import { listInbox, listOpenAlerts } from "@/lib/alerts/inbox";
import { compareWithNewer } from "@/lib/runs/compare-plans";
import { approveRun, discardRun } from "@/lib/runs/decide-run";
import { differenceText } from "@/lib/runs/difference-text";
import { finishRun } from "@/lib/runs/finish-run";
import { getRunRow, type RunRow } from "@/lib/runs/store";
import { testDb } from "../../support/db";
import { csv, NO_GUARDS, people, runFile, testDeps, work } from "../../support/pipeline";
import { mintSync, mintTenant, mintWorkspace, type Tenant } from "../../support/tenant";

let tenant: Tenant;
let ws: Awaited<ReturnType<typeof mintWorkspace>>;
let syncId: string;

const ref = (runId: string) => ({ orgId: ws.orgId, workspaceId: ws.workspaceId, syncId, runId });
const night = async (...rows: string[]): Promise<RunRow> => {
  const run = await runFile(ws, syncId, csv(...rows));
  await finishRun(ref(run.id), testDeps());
  return run;
};
const approve = async (run: RunRow) => {
  await approveRun(ws, { runId: run.id, what: "all" });
  await work(ws, ref(run.id));
  await finishRun(ref(run.id), testDeps());
};
const told = async () =>
  (await listInbox(tenant.ctx)).items
    .map(({ kind, transition, runId }) => `${kind} ${transition} ${runId}`)
    .reverse();
const stateOf = async (run: RunRow) => (await getRunRow(ws, run.id)).state;

const ALL = ["1,a@x.io,A,,", "2,b@x.io,B,,", "3,c@x.io,C,,", "4,d@x.io,D,,"];

async function mint(guards: object) {
  tenant = await mintTenant();
  ws = await mintWorkspace(tenant.ctx);
  syncId = (await mintSync(ws, { guardSettings: { ...NO_GUARDS, ...guards } })).id;
  await night(...ALL);
}

beforeEach(() => {
  testDb();
});

describe("a plan of removals that are pending", () => {
  beforeEach(() => mint({ removals: { atLeast: 1, percent: 1 } }));

  test("keeps its place while the next file would remove the same users, whose other changes are applied", async () => {
    const first = await night("1,a@x.io,A,,", "2,b@x.io,B,,");
    expect(first.state).toBe("held");
    const second = await night("1,a@x.io,Ann,,", "2,b@x.io,B,,", "5,e@x.io,E,,");
    expect(second).toMatchObject({
      state: "succeeded_with_issues",
      yieldedTo: first.id,
      counts: { created: 1, updated: 1, removed: 0 },
    });
    expect(await stateOf(first)).toBe("held");
    expect(await told()).toEqual([`pending raised ${first.id}`]);
    await approve(first);
    expect(await people(ws)).toEqual(["1|a@x.io|Ann||", "2|b@x.io|B||", "5|e@x.io|E||"]);
    expect(await listOpenAlerts(ws)).toEqual([]);
    // The bytes of the approved file say less than what was applied beside it: it is not taken for known.
    const third = await night("1,a@x.io,A,,", "2,b@x.io,B,,");
    expect(third.counts).toMatchObject({ updated: 1, removed: 1 });
  });

  test("gives way to one that would remove somebody else, and that is told", async () => {
    const first = await night("1,a@x.io,A,,", "2,b@x.io,B,,");
    const second = await night("1,a@x.io,A,,", "4,d@x.io,D,,");
    expect(second.state).toBe("held");
    expect(await getRunRow(ws, first.id)).toMatchObject({ state: "superseded", supersededBy: second.id });
    expect(await told()).toEqual([`pending raised ${first.id}`, `pending raised ${second.id}`]);
    const compared = await compareWithNewer(ws, { runId: first.id });
    expect(compared?.newer.id).toBe(second.id);
    expect(differenceText(compared?.difference ?? [])).toEqual([
      ...["In both plans: 1 removal.", "Only in this plan: 1 removal.", "Only in the newer plan: 1 removal."],
    ]);
    expect(await compareWithNewer(ws, { runId: second.id })).toBeNull();
  });

  test("is made again after it was discarded", async () => {
    const first = await night("1,a@x.io,A,,", "2,b@x.io,B,,");
    await discardRun(ws, { runId: first.id });
    const second = await night("1,a@x.io,A,,", "2,b@x.io,B,,");
    expect(second.state).toBe("held");
    expect(await told()).toEqual([`pending raised ${first.id}`, `pending raised ${second.id}`]);
  });

  test("goes with a file that has everyone again", async () => {
    const first = await night("1,a@x.io,A,,", "2,b@x.io,B,,");
    await night(...ALL);
    expect(await getRunRow(ws, first.id)).toMatchObject({ state: "superseded" });
  });
});

describe("a plan that is pending as a whole", () => {
  beforeEach(() => mint({ massUpdate: { atLeast: 1, percent: 10 } }));

  test("keeps its place while the next would remove the same users, and nothing is applied beside it", async () => {
    const first = await night("1,a@x.io,A1,,", "2,b@x.io,B1,,", "3,c@x.io,C1,,");
    expect(first).toMatchObject({ state: "held", counts: { updated: 3, removed: 1 } });
    const second = await night("1,a@x.io,A2,,", "2,b@x.io,B1,,", "3,c@x.io,C1,,");
    expect(second).toMatchObject({ state: "no_change", yieldedTo: first.id, guards: [] });
    expect(await stateOf(first)).toBe("held");
    expect(await told()).toEqual([`pending raised ${first.id}`]);
    expect((await people(ws)).length).toBe(4);
  });

  test("that removes nobody gives way to a newer one, which is not told again", async () => {
    const first = await night("1,a@x.io,A1,,", "2,b@x.io,B1,,", "3,c@x.io,C1,,", "4,d@x.io,D,,");
    const second = await night("1,a@x.io,A2,,", "2,b@x.io,B1,,", "3,c@x.io,C1,,", "4,d@x.io,D,,");
    expect([await stateOf(first), second.state]).toEqual(["superseded", "held"]);
    expect(await told()).toEqual([`pending raised ${first.id}`]);
    expect(await listOpenAlerts(ws)).toMatchObject([{ kind: "pending", runId: second.id }]);
  });
});
