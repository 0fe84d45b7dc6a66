import { writeAudit } from "@/lib/audit/write-audit";
import { enterWorkspace } from "@/lib/auth/enter";
import type { Ctx, WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { joined } from "@/lib/db/tenant";
import { placeFile, type StoredText, storeText } from "@/lib/drops/place-file";
import { removeBytes } from "@/lib/drops/remove-bytes";
import { AppError } from "@/lib/errors";
import { createField } from "@/lib/fields/create";
import { listFields } from "@/lib/fields/read";
import { sendRunRequested } from "@/lib/jobs/send";
import { createList } from "@/lib/lists/create";
import { createPage } from "@/lib/pages/create";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { SAMPLE_FIELDS } from "@/lib/sample-data/fields";
import { SAMPLE_FILE, sampleFile } from "@/lib/sample-data/nights";
import {
  freeName,
  SALES,
  SALES_PAGE,
  SANDBOX_NAME,
  SANDBOX_SLUG,
  SANDBOX_SOURCE,
  WELCOME_PAGE,
} from "@/lib/sandbox/content";
import { queueRun } from "@/lib/sandbox/queue-run";
import { findSandboxRow, markSandbox, markSource, selectTaken } from "@/lib/sandbox/sandbox.store";
import { attachRemoteSource } from "@/lib/syncs/attach";
import { createWorkspace } from "@/lib/workspaces/create";

/** A run that is under way in the sandbox. */
export type SandboxRun = { slug: string; runId: string };

/**
 * Makes the organization's sandbox: a workspace with fields, a list, pages, a drop with a sample file in it and the sync
 * that reads it, whose first run is queued. All in one transaction, so that there is all of it or nothing. Throws
 * `conflict` when the organization has one, `throttled`.
 */
export async function makeSandbox(ctx: Ctx): Promise<SandboxRun> {
  await consumeRateLimit(ctx, "sandbox", ctx.orgId);
  const stored = await storeText(sampleFile());
  try {
    const { slug, ...ref } = await explainConflicts(SANDBOX_NAME, () =>
      ctx.db.run((tx) => build(tx, { ...ctx, db: joined(tx) }, stored)),
    );
    await sendRunRequested({ orgId: ctx.orgId, ...ref }, 0);
    return { slug, runId: ref.runId };
  } catch (error) {
    await removeBytes([stored.id]);
    throw error;
  }
}

async function build(tx: Tx, ctx: Ctx, stored: StoredText) {
  if (await findSandboxRow(tx, ctx)) throw anotherOne();
  const { slugs, names } = await selectTaken(tx, ctx);
  const slug = freeName(SANDBOX_SLUG, slugs, "-");
  const { id: workspaceId } = await createWorkspace(ctx, { name: SANDBOX_NAME, slug });
  const ws = await enterWorkspace(ctx, slug);
  await markSandbox(tx, ctx, workspaceId);
  await fill(ws);
  const name = freeName(SANDBOX_SOURCE, names, " ");
  const { id: sourceId } = await createRemoteSource(ctx, { kind: "drop", name, retentionDays: 14 });
  await markSource(tx, ctx, { workspaceId, sourceId });
  await placeFile(tx, ctx, { sourceId, path: SAMPLE_FILE, stored });
  const { syncId } = await attach(ws, sourceId);
  const runId = await queueRun(tx, ws, syncId);
  const target = { targetKind: "workspace", targetId: workspaceId, targetLabel: SANDBOX_NAME } as const;
  await writeAudit(tx, ctx, { action: "workspace.make_sandbox", ...target, detail: { slug } });
  return { slug, workspaceId, syncId, runId };
}

async function fill(ws: WorkspaceCtx): Promise<void> {
  for (const { label, type, options } of SAMPLE_FIELDS) {
    await createField(ws, { label, type, options: options.map((option) => ({ label: option })) });
  }
  await createPage(ws, { ...WELCOME_PAGE, audience: "everyone", listIds: [] });
  const department = (await listFields(ws)).find(({ label }) => label === "Department");
  const sales = department?.options.find(({ label }) => label === SALES.list);
  if (!department || !sales) throw new RangeError("The sample data has departments.");
  const { id } = await createList(ws, {
    ...{ name: SALES.list, description: SALES.description, kind: "dynamic" },
    rule: {
      match: "all",
      rules: [{ on: "field", fieldId: department.id, op: "is_any_of", optionIds: [sales.id] }],
    },
  });
  await createPage(ws, { ...SALES_PAGE, audience: "lists", listIds: [id] });
}

function attach(ws: WorkspaceCtx, remoteSourceId: string): Promise<{ syncId: string }> {
  return attachRemoteSource(ws, {
    ...{ remoteSourceId, path: SAMPLE_FILE, scheduleKind: "arrival", everyHours: 24, atTime: "02:00" },
    ...{ timeZone: "UTC", holdFirstRun: false },
  });
}

/** Of two that are made at the same time the unique index lets one in. */
function anotherOne(): AppError {
  return new AppError("conflict", "The organization has a sandbox already.", {
    remedy: "Open it from the list of workspaces, or remove it first.",
  });
}
