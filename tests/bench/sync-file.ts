import { randomUUID } from "node:crypto";
import { copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type postgres from "postgres";
import type { Counts } from "@/lib/model/run";
import { must } from "./bench";
import type { Child } from "./child";
import type { Place } from "./house";
import type { PeopleFile } from "./people-file";
import type { WorkerOrders } from "./worker";

export type Worker = Child<WorkerOrders>;
export type Site = { sql: postgres.Sql; place: Place; dataDir: string; worker: Worker };

/** A queued run of a file, ready for the worker. */
export type Queued = {
  runId: string;
  plan: () => Promise<boolean>;
  apply: () => Promise<void>;
  end: () => Promise<Ended>;
};

/** What a run came to. `ms` is the whole run as the worker took it, phase by phase. */
export type Ended = { ms: number; phases: Record<string, number>; counts: Counts; state: string };

/** Queues a run of `file`, as an upload does. */
export async function queueRun({ sql, place, dataDir, worker }: Site, file: PeopleFile): Promise<Queued> {
  const { orgId, workspaceId, syncId } = place;
  const uploadId = randomUUID();
  const spool = join(dataDir, "spool");
  await mkdir(spool, { recursive: true, mode: 0o700 });
  const spooled = join(spool, `upload-${uploadId}.csv`);
  await copyFile(file.path, spooled);
  await sql`
    insert into uploads (id, org_id, workspace_id, file_name, size_bytes, sha256, uploaded_by)
    values (${uploadId}, ${orgId}, ${workspaceId}, 'people.csv', ${file.sizeBytes}, '0', 'bench')`;
  const [run] = await sql<{ id: string }[]>`
    insert into runs (org_id, workspace_id, sync_id, trigger, mode, requested_by_label, upload_id)
    values (${orgId}, ${workspaceId}, ${syncId}, 'upload', 'complete', 'bench', ${uploadId}) returning id`;
  const runId = run?.id ?? "";
  const ref = { orgId, workspaceId, syncId, runId };
  const took = { plan: 0, apply: 0 };
  return {
    runId,
    plan: async () => {
      const { ms, applies } = await worker.ask("plan", ref);
      took.plan = ms;
      return applies;
    },
    apply: async () => {
      took.apply = (await worker.ask("apply", ref)).ms;
    },
    end: async () => {
      await rm(spooled);
      const [row] = await sql<{ counts: Counts; durations: Record<string, number>; state: string }[]>`
        select counts, durations, state from runs where id = ${runId}`;
      if (!row) throw new Error("The run is gone.");
      const { fetch = 0, ...phases } = row.durations;
      return {
        ms: took.plan + took.apply,
        phases: { fetch, ...phases, apply: took.apply },
        counts: row.counts,
        state: row.state,
      };
    },
  };
}

/** A whole run of `file`, which has to change exactly so many users. */
export async function syncFile(
  site: Site,
  file: PeopleFile,
  expected: { created?: number; updated?: number; removed?: number } = {},
): Promise<Ended> {
  const run = await queueRun(site, file);
  if (await run.plan()) await run.apply();
  const ended = await run.end();
  const { created = 0, updated = 0, removed = 0 } = expected;
  const { counts, state } = ended;
  const right =
    counts.created === created &&
    counts.updated === updated &&
    counts.removed === removed &&
    counts.errors === 0;
  must(
    right &&
      counts.read === file.rows &&
      state === (created + updated + removed > 0 ? "succeeded" : "no_change"),
    `the run ended as ${state}, ${JSON.stringify(counts)}`,
  );
  return ended;
}
