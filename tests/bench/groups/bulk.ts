import { performance } from "node:perf_hooks";
import { insertBulkEdit, selectBulkEdits } from "@/lib/bulk-edits/edits.store";
import { workOnBulkEdit } from "@/lib/bulk-edits/work";
import { openDb } from "@/lib/db/client";
import { createLog } from "@/lib/log";
import type { BulkTask } from "@/lib/model/bulk-edit";
import { openFor } from "@/lib/runs/open-run";
import { type Bench, type Group, inRounds, median, must } from "../bench";
import { makeMember, makePlace } from "../house";
import { fillWorkspace } from "../list-people";

const USERS_MAX = 120_000;

/** A profile field of everyone set to one value by the job, and given back by its undo. */
export const group: Group = {
  name: "bulk",
  keys: ["bulk.set_s", "bulk.undo_s"],
  run: async (bench) => {
    const users = Math.min(bench.rows, USERS_MAX);
    const rounds = await inRounds(bench.rounds, () => setAndUndo(bench, users));
    return {
      figures: [
        {
          key: "bulk.set_s",
          value: median(rounds.map(({ set }) => set)),
          goal: { most: 30 },
          what: `setting a field of ${users} users, seconds`,
        },
        {
          key: "bulk.undo_s",
          value: median(rounds.map(({ undo }) => undo)),
          what: "giving each of them back what they had, seconds",
        },
      ],
    };
  },
};

async function setAndUndo({ house, say }: Bench, users: number) {
  const place = await makePlace(house.sql);
  const { note } = await fillWorkspace(house.sql, place, users);
  const { orgId, workspaceId } = place;
  const requestedBy = await makeMember(house.sql, place);
  const deps = {
    db: openDb(house.env.DATABASE_URL ?? "", { max: 2 }),
    clock: () => new Date(),
    log: createLog("bench"),
  };
  const ctx = openFor(
    { orgId, workspaceId },
    { kind: "member", accountId: requestedBy, label: "Bench" },
    deps,
  );
  const task: BulkTask = { kind: "set_field", fieldId: note, value: "moved" };
  const asked = { task, label: "Note", requestedBy };
  const query = { search: "", source: null, filters: "" };

  const timed = async (id: string) => {
    const begun = performance.now();
    while ((await workOnBulkEdit({ orgId, workspaceId, bulkEditId: id }, deps)).more);
    const seconds = (performance.now() - begun) / 1000;
    const [edit] = await ctx.db.run((tx) => selectBulkEdits(tx, ctx, { id }));
    must(
      edit?.state === "done" && edit.changed === users,
      `a bulk edit changed ${edit?.changed} of ${users}`,
    );
    say(`${edit?.undoes ? "undo" : "set"} ${seconds.toFixed(1)} s`);
    return seconds;
  };
  const id = await ctx.db.run((tx) =>
    insertBulkEdit(tx, ctx, { ...asked, undoes: null, query, state: "collecting", total: 0 }),
  );
  const set = await timed(id);
  const back = await ctx.db.run((tx) =>
    insertBulkEdit(tx, ctx, { ...asked, undoes: id, query: null, state: "running", total: users }),
  );
  const undo = await timed(back);
  await deps.db.$client.end({ timeout: 5 });
  await house.sql`delete from workspaces where id = ${workspaceId}`;
  return { set, undo };
}
