import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { issues, uploads, users } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import { createLog } from "@/lib/log";
import type { RunMode } from "@/lib/model/run";
import type { RunRef } from "@/lib/model/run-ref";
import { type GuardLimits, perSetting } from "@/lib/pipeline/guard/settings";
import { applyRun } from "@/lib/runs/apply-run";
import type { JobDeps } from "@/lib/runs/open-run";
import { planRun } from "@/lib/runs/plan-run";
import { insertQueued } from "@/lib/runs/requests.store";
import { getRunRow, type RunRow } from "@/lib/runs/store";
import { uploadKey } from "@/lib/spool/keys";
import { testDb } from "./db";
import { putSpooled } from "./spool";

/** The columns that every file has to have. */
export const HEADER = "ID,Email,First name,Last name,Mobile";

/** A file of these rows, under the header that every file has to have. */
export function csv(...rows: string[]): string {
  return `${[HEADER, ...rows].join("\n")}\n`;
}

/** No guard holds anything: for tests of what a plan does once it is applied. */
export const NO_GUARDS = perSetting<Omit<GuardLimits, "expiryDays">>(() => false);

export function testDeps(): JobDeps {
  return { db: testDb().db, clock: () => new Date(), log: createLog("test") };
}

type FileOptions = {
  mode?: RunMode;
  intent?: "apply" | "preview";
  /** The file of managers, for a run of two. */
  managers?: string;
  /** When the files were last changed; now if absent. */
  modifiedAt?: Date;
};

/** Queues a run of `bytes`, as an upload would. */
export async function queueFile(
  ctx: WorkspaceCtx,
  syncId: string,
  bytes: string | Uint8Array,
  { mode = "complete", intent = "apply", managers, modifiedAt = new Date() }: FileOptions = {},
): Promise<RunRef> {
  const uploadId = await putUpload(ctx, "people.csv", bytes, modifiedAt);
  const managersUploadId =
    managers === undefined ? null : await putUpload(ctx, "managers.csv", managers, modifiedAt);
  const where = { orgId: ctx.orgId, workspaceId: ctx.workspaceId };
  const run = { syncId, trigger: "upload", mode, intent, uploadId, managersUploadId, undoes: null } as const;
  const runId = await ctx.db.run((tx) =>
    insertQueued(tx, ctx, { ...run, requestedBy: null, requestedByLabel: "test" }),
  );
  if (!runId) throw new Error("A run is waiting already.");
  return { ...where, syncId, runId };
}

async function putUpload(
  ctx: WorkspaceCtx,
  fileName: string,
  bytes: string | Uint8Array,
  createdAt: Date,
): Promise<string> {
  const id = randomUUID();
  await putSpooled(uploadKey(id), bytes);
  const where = { orgId: ctx.orgId, workspaceId: ctx.workspaceId };
  const upload = { fileName, sizeBytes: bytes.length, sha256: "0", uploadedBy: "test", createdAt };
  await ctx.db.run((tx) => tx.insert(uploads).values({ id, ...where, ...upload }));
  return id;
}

/** Takes a queued run as far as the jobs would. */
export async function work(ctx: WorkspaceCtx, ref: RunRef): Promise<RunRow> {
  const planned = await planRun(ref, testDeps());
  if (planned.next === "apply") await applyRun(ref, testDeps());
  return getRunRow(ctx, ref.runId);
}

/** A whole run of `bytes`. */
export async function runFile(
  ctx: WorkspaceCtx,
  syncId: string,
  bytes: string | Uint8Array,
  options: FileOptions = {},
): Promise<RunRow> {
  return work(ctx, await queueFile(ctx, syncId, bytes, options));
}

/** Active users of the workspace by what they are, in order of their IDs and addresses. */
export async function people(ctx: WorkspaceCtx): Promise<string[]> {
  const rows = await ctx.db.run((tx) =>
    tx.select().from(users).where(eq(users.workspaceId, ctx.workspaceId)),
  );
  return rows
    .filter((user) => user.state === "active")
    .map((user) =>
      [user.externalId?.slice(25) ?? "by hand", user.email, user.firstName, user.lastName, user.mobile].join(
        "|",
      ),
    )
    .sort();
}

/** The issues of a run as `severity row message`. */
export async function told(ctx: WorkspaceCtx, runId: string): Promise<string[]> {
  const rows = await ctx.db.run((tx) => tx.select().from(issues).where(eq(issues.runId, runId)));
  return rows.map((issue) => `${issue.severity} ${issue.row ?? "-"} ${issue.message}`).sort();
}
