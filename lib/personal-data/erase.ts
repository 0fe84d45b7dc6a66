import { createHash, randomUUID } from "node:crypto";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { plural } from "@/lib/format/plural";
import { formatDay } from "@/lib/format/time";
import { forgetMails } from "@/lib/mail/outbox";
import { accountOf } from "@/lib/model/actor";
import {
  type CellsRow,
  deleteChanges,
  deleteInvitations,
  deleteIssues,
  deleteSkipped,
  deleteUser,
  forgetInAudit,
  forgetInOtherChanges,
  forgetTallies,
  selectSkipped,
  selectTexts,
  setTexts,
} from "@/lib/personal-data/erase.store";
import { forgetDropFiles, forgetUploads } from "@/lib/personal-data/files";
import { findKnown, type KnownPerson } from "@/lib/personal-data/known";
import { hasOpenRun, type Person, selectNamedBy } from "@/lib/personal-data/known.store";
import { insertReceipt, selectPerson, selectWorkspaceName } from "@/lib/personal-data/receipts.store";
import { selectRunTexts, setRunTexts } from "@/lib/personal-data/runs.store";
import type { EraseInput } from "@/lib/personal-data/schema";
import { findStillNamed } from "@/lib/personal-data/still-named";
import { anyOf } from "@/lib/personal-data/traces";
import { addNote } from "@/lib/pipeline/persistence/runs.store";
import { dropPrints } from "@/lib/pipeline/prints/prints.store";

/**
 * Erases a person from the workspace for good: the user with everything that belongs to them, what plans, issues, skipped
 * rows, samples and messages say of them, kept e-mails and waiting uploads. A receipt remains, with ids and counts only.
 * Throws `confirm_needed`, `not_found`, and `conflict` while a run is under way or a plan about them is pending, or when
 * the last file still names them and `evenIfNamed` does not say that this is known.
 */
export async function erasePerson(ctx: WorkspaceCtx, input: EraseInput): Promise<{ receiptId: string }> {
  requireConfirmed(ctx);
  const { known, namedBy } = await ctx.db.run(async (tx) => {
    const person = await selectPerson(tx, ctx, input.id);
    if (!person) throw notFound("This user");
    return { known: await checked(tx, ctx, person), namedBy: await selectNamedBy(tx, ctx, input.id) };
  });
  if (namedBy && !input.evenIfNamed) throw stillNamed(namedBy.syncName);
  const { traces } = known;
  const uploads = await forgetUploads(ctx, known);
  const drops = await forgetDropFiles(ctx, traces);
  const mails = await forgetMails(ctx.orgId, (mail) => traces.isIn(JSON.stringify(mail)));
  const id = randomUUID();
  await ctx.db.run(async (tx) => {
    await checked(tx, ctx, known.person);
    const removed = { ...(await eraseRows(tx, ctx, known)), uploads, dropFiles: drops.removed, mails };
    const remaining = [
      ...drops.remaining,
      ...(namedBy ? [`The files of the sync “${namedBy.syncName}” may still name this person.`] : []),
      ...(await findStillNamed(tx, ctx, traces)),
    ];
    const hash = createHash("sha256").update(`${id}:${known.person.email.toLowerCase()}`).digest("hex");
    await insertReceipt(tx, ctx, {
      ...{ id, workspaceName: await selectWorkspaceName(tx, ctx), userId: input.id, addressHash: hash },
      ...{ at: ctx.clock(), erasedBy: accountOf(ctx.actor), erasedByLabel: ctx.actor.label },
      ...{ wasInFile: namedBy !== null, removed, remaining },
    });
    const detail = { receiptId: id, namedByLastFile: namedBy !== null, ...removed };
    await writeAudit(tx, ctx, { action: "user.erase", targetKind: "user", targetId: input.id, detail });
  });
  ctx.log.info("personal_data.erase.done", { workspaceId: ctx.workspaceId, receiptId: id });
  return { receiptId: id };
}

/** What the person goes by. Throws `conflict` while a run could write them back, or a plan about them waits. */
async function checked(tx: Tx, ctx: WorkspaceCtx, person: Person): Promise<KnownPerson> {
  const known = await findKnown(tx, ctx, person);
  const { emails, ids } = known;
  if (!(await hasOpenRun(tx, ctx, { userId: person.userId, emails, ids }))) return known;
  throw new AppError(
    "conflict",
    "A run is in progress, or a plan that names this person is pending approval.",
    {
      remedy: "Wait until the run ends, or approve or discard the plan. Then erase the person.",
    },
  );
}

function stillNamed(syncName: string): AppError {
  return new AppError("conflict", `The last file of the sync “${syncName}” still names this person.`, {
    remedy:
      "Have them removed from the file first. Otherwise the next run that reads a changed file adds them again.",
  });
}

async function eraseRows(tx: Tx, ctx: WorkspaceCtx, known: KnownPerson): Promise<Record<string, number>> {
  const { traces, person } = known;
  const pattern = anyOf(traces.inJson);
  const skipped = (await selectSkipped(tx, ctx, known, pattern)).filter(
    ({ cells, reason, isTheirs }) => isTheirs || traces.isRow(cells) || traces.isIn(reason),
  );
  await deleteSkipped(tx, ctx, idsOf(skipped));
  const issues = await deleteIssues(tx, ctx, known, skipped);
  const values = await forgetTallies(tx, ctx, issues);
  const texts = await forgetTexts(tx, ctx, known);
  const changes = await deleteChanges(tx, ctx, known);
  const others = await forgetInOtherChanges(tx, ctx, known);
  const runs = await forgetInRuns(tx, ctx, known);
  await noteInRuns(tx, ctx, changes);
  // Prints can't be taken apart by person: the next run of each sync reads every row, and makes new ones.
  await dropPrints(tx, ctx, null);
  const user = person.userId === null ? {} : await deleteUser(tx, ctx, person.userId);
  return {
    ...user,
    changes: changes.reduce((sum, { count }) => sum + count, 0),
    issues: issues.length,
    skippedRows: skipped.length,
    mentions: values + texts + others + runs,
    invitations: await deleteInvitations(tx, ctx, known),
    auditEntries: await forgetInAudit(tx, known),
  };
}

const idsOf = (rows: readonly CellsRow[]) => rows.map(({ id }) => id);

/** The messages of others' issues that name the person, and values that are counted. */
async function forgetTexts(tx: Tx, ctx: WorkspaceCtx, { traces }: KnownPerson): Promise<number> {
  if (traces.patterns.length === 0) return 0;
  let count = 0;
  for (const table of ["issues", "issue_tallies"] as const) {
    for (const { id, texts } of await selectTexts(tx, ctx, table, anyOf(traces.patterns))) {
      await setTexts(tx, ctx, table, { id, texts: texts.map((text) => text && traces.cut(text)) });
      count += 1;
    }
  }
  return count;
}

/** Samples of files, what was noted of their columns, and messages. Headers stay in their order. */
async function forgetInRuns(tx: Tx, ctx: WorkspaceCtx, { traces }: KnownPerson): Promise<number> {
  const { cut, without } = traces;
  const rows = await selectRunTexts(tx, ctx, anyOf(traces.inJson));
  for (const { id, file, columns, managers, ...texts } of rows) {
    const cleaned = <T extends { headers: string[] }>(of: T) => {
      return { ...without(of), headers: of.headers.map(cut) };
    };
    await setRunTexts(tx, ctx, id, {
      file: file && cleaned(file),
      columns: columns?.map((column) => column && without(column)) ?? null,
      managers: managers && { ...managers, file: cleaned(managers.file) },
      failure: texts.failure && without(texts.failure),
      guards: without(texts.guards),
      notes: texts.notes.map(cut),
    });
  }
  return rows.length;
}

/** The counts of a run stay as they were: it says why fewer lines are shown. */
async function noteInRuns(
  tx: Tx,
  ctx: WorkspaceCtx,
  gone: readonly { runId: string; count: number }[],
): Promise<void> {
  const day = formatDay(ctx.clock(), new Date(0), "UTC");
  for (const { runId, count } of gone) {
    const lines = plural(count, "line", "lines");
    await addNote(tx, ctx, runId, `Without ${lines} about a person who was erased on ${day}.`);
  }
}
