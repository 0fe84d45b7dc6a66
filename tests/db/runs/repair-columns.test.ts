import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { getRun } from "@/lib/runs/read";
import { listColumnProblems, repairColumns } from "@/lib/runs/repairs/columns";
import { getSync } from "@/lib/syncs/read";
import { updateSyncMapping } from "@/lib/syncs/update";
import { testDb } from "../../support/db";
import { HEADER, people, runFile, told } from "../../support/pipeline";
import { mintField, mintRemoteSource, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

const { sql } = testDb();

let ctx: WorkspaceCtx;
let syncId: string;
let fieldId: number;

beforeEach(async () => {
  const tenant = await mintTenant();
  ctx = await mintWorkspace(tenant.ctx);
  fieldId = (await mintField(ctx, { label: "Department", type: "text" })).id;
  const { id: remoteSourceId } = await mintRemoteSource(tenant.ctx);
  const guardSettings = { firstRun: false };
  syncId = (await mintSync(ctx, { remoteSourceId, path: "users.csv", guardSettings })).id;
});

const file = (header: string, ...rows: string[]) => [header, ...rows].join("\n");
const GOOD = file(`${HEADER},Department`, "1,a@x.io,Ann,Ek,,Sales");
const RENAMED = file(`${HEADER},Dept.`, "1,a@x.io,Ann,Ek,,Legal");

/** A run of the schedule whose file was this one. */
async function night(bytes: string) {
  const run = await runFile(ctx, syncId, bytes);
  await sql`update runs set trigger = 'scheduled' where id = ${run.id}`;
  return run;
}

const problems = async (runId: string) => listColumnProblems(ctx, await getRun(ctx, { runId }));
const isQueued = async (runId: string) => {
  const [row] = await sql`select intent, state from runs where id = ${runId}`;
  await sql`delete from runs where id = ${runId}`;
  return row;
};

describe("a renamed column", () => {
  test("is found on the held run; used, it is read like the one before, and the next run misses nothing", async () => {
    await updateSyncMapping(ctx, {
      syncId,
      mapping: { columns: { Department: { kind: "field", fieldId, blank: "keep" } } },
    });
    await night(GOOD);
    const held = await night(RENAMED);
    expect(held.guards.map(({ code }) => code)).toContain("header_drift");
    expect(await problems(held.id)).toMatchObject([
      { header: "Department", fills: "Department", probable: { header: "Dept." } },
    ]);
    const repairs = [{ header: "Department", column: "Dept." }];
    const { runId } = await repairColumns(ctx, { runId: held.id, repairs });
    expect(await isQueued(runId)).toEqual({ intent: "preview", state: "queued" });
    const { mapping } = await getSync(ctx, syncId);
    expect(mapping).toEqual({ columns: { "Dept.": { kind: "field", fieldId, blank: "keep" } } });
    const next = await night(RENAMED);
    expect(next).toMatchObject({ state: "succeeded", guards: [], counts: { updated: 1 } });
    expect(await told(ctx, next.id)).toEqual([]);
  });

  test("that was matched by its name is not missed once the mapping names the new one", async () => {
    await night(GOOD);
    const held = await night(RENAMED);
    await isQueued(
      (await repairColumns(ctx, { runId: held.id, repairs: [{ header: "Department", column: "Dept." }] }))
        .runId,
    );
    expect(await night(RENAMED)).toMatchObject({ state: "succeeded", guards: [] });
  });

  test("which every file needs is used, and the file is read", async () => {
    const failed = await night(file(HEADER.replace("Email", "Mail"), "1,a@x.io,Ann,Ek,"));
    expect(failed).toMatchObject({ state: "failed", failure: { code: "header_missing" } });
    const [problem] = await problems(failed.id);
    expect(problem).toMatchObject({ header: "Email", canBeAbsent: false, probable: { header: "Mail" } });
    const refused = repairColumns(ctx, { runId: failed.id, repairs: [{ header: "Email", column: null }] });
    await expect(refused).rejects.toMatchObject({ code: "invalid_input" });
    await isQueued(
      (await repairColumns(ctx, { runId: failed.id, repairs: [{ header: "Email", column: "Mail" }] })).runId,
    );
    await night(file(HEADER.replace("Email", "Mail"), "1,a@x.io,Ann,Ek,"));
    expect(await people(ctx)).toEqual(["1|a@x.io|Ann|Ek|"]);
  });
});

describe("a column that is gone", () => {
  test("as one that every file has: the sync goes on without it, users keep theirs, and one that comes back counts", async () => {
    await night(file(HEADER, "1,a@x.io,Ann,Ek,+358 1"));
    const without = file("ID,Email,First name,Last name", "1,a@x.io,Ann,Berg");
    const failed = await night(without);
    const repairs = [{ header: "Mobile", column: null }];
    await isQueued((await repairColumns(ctx, { runId: failed.id, repairs })).runId);
    expect((await getSync(ctx, syncId)).mapping).toEqual({ columns: {}, without: ["mobile"] });
    expect(await night(without)).toMatchObject({ state: "succeeded", guards: [] });
    expect(await people(ctx)).toEqual(["1|a@x.io|Ann|Berg|+358 1"]);
    await night(file(HEADER, "1,a@x.io,Ann,Berg,+358 2"));
    expect(await people(ctx)).toEqual(["1|a@x.io|Ann|Berg|+358 2"]);
  });

  test("as one of a field: nothing is held for it any more, until it has come back and gone again", async () => {
    await night(GOOD);
    const without = file(HEADER, "1,a@x.io,Ann,Berg,");
    const held = await night(without);
    expect(held.guards.map(({ code }) => code)).toEqual(["header_drift"]);
    const repairs = [{ header: "Department", column: null }];
    await isQueued((await repairColumns(ctx, { runId: held.id, repairs })).runId);
    const [entry] =
      await sql`select detail from audit_log where action = 'sync.go_without' and target_id = ${syncId}`;
    expect(entry?.detail).toMatchObject({ columns: ["Department"] });
    expect(await night(without)).toMatchObject({ state: "succeeded", guards: [] });
    await night(GOOD.replace("Ek", "Dal"));
    // Other bytes than before, which would be an older file.
    const again = await night(without.replace("Berg", "Holm"));
    expect(again.guards.map(({ code }) => code)).toEqual(["header_drift"]);
  });
});

describe("nothing is offered, and nothing done", () => {
  const repairs = [{ header: "Department", column: "Dept." }];

  test("once a newer run has read the file", async () => {
    await night(GOOD);
    const held = await night(RENAMED);
    await night(RENAMED);
    expect(await problems(held.id)).toEqual([]);
    await expect(repairColumns(ctx, { runId: held.id, repairs })).rejects.toMatchObject({ code: "conflict" });
    expect((await getSync(ctx, syncId)).mappingVersion).toBe(1);
  });

  test("once the mapping was changed, as by a second tab", async () => {
    await night(GOOD);
    const held = await night(RENAMED);
    await updateSyncMapping(ctx, { syncId, mapping: { columns: { "Dept.": { kind: "ignore" } } } });
    expect(await problems(held.id)).toEqual([]);
    await expect(repairColumns(ctx, { runId: held.id, repairs })).rejects.toMatchObject({ code: "conflict" });
    expect((await getSync(ctx, syncId)).mapping).toEqual({ columns: { "Dept.": { kind: "ignore" } } });
  });

  test("twice at the same time: one changes the mapping, and there is one preview", async () => {
    await night(GOOD);
    const held = await night(RENAMED);
    const both = await Promise.allSettled([1, 2].map(() => repairColumns(ctx, { runId: held.id, repairs })));
    expect(both.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
    expect((await getSync(ctx, syncId)).mappingVersion).toBe(2);
    const [row] =
      await sql`select count(*)::int as n from runs where sync_id = ${syncId} and state = 'queued'`;
    expect(row?.n).toBe(1);
  });

  test("for an upload, whose file is gone", async () => {
    await night(GOOD);
    const upload = await runFile(ctx, syncId, RENAMED);
    expect(await problems(upload.id)).toEqual([]);
    await expect(repairColumns(ctx, { runId: upload.id, repairs })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("for a column that the file does not have, or that fills something else", async () => {
    await night(GOOD);
    const held = await night(RENAMED);
    for (const column of ["Unit", "Email"]) {
      const asked = repairColumns(ctx, { runId: held.id, repairs: [{ header: "Department", column }] });
      await expect(asked).rejects.toMatchObject({ code: "invalid_input" });
    }
  });
});
