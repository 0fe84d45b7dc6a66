import { type AuditFilter, selectEntries } from "@/lib/audit/store";
import { writeAudit } from "@/lib/audit/write-audit";
import { type AuditEntryView, describe } from "@/lib/audit-log/list";
import type { Ctx } from "@/lib/context";
import { type Download, fileNameOf } from "@/lib/csv/download";

const PAGE_ROWS = 500;
const HEADER = ["at", "by", "kind", "what", "about", "workspace", "users", "details"];

/** The entries of the audit log that a filter finds, newest first, in the words of its page. */
export async function exportAuditLog(ctx: Ctx, filter: AuditFilter): Promise<Download> {
  await ctx.db.run((tx) =>
    writeAudit(tx, ctx, {
      action: "organization.export_audit_log",
      targetKind: "organization",
      targetId: ctx.orgId,
      detail: {
        ...(filter.from ? { from: filter.from.toISOString().slice(0, 10) } : {}),
        ...(filter.targetKind ? { about: filter.targetKind } : {}),
      },
    }),
  );
  const fileName = fileNameOf({ syncName: "audit log", at: ctx.clock(), what: "entries" });
  return { fileName, rows: rowsOf(ctx, filter) };
}

async function* rowsOf(ctx: Ctx, filter: AuditFilter): AsyncGenerator<string[][]> {
  yield [HEADER];
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const place = { before };
    const page = await ctx.db.run(async (tx) =>
      describe(tx, ctx, await selectEntries(tx, ctx.orgId, { filter, place, limit: PAGE_ROWS })),
    );
    yield page.map(lineOf);
    const last = page.at(-1);
    if (!last || page.length < PAGE_ROWS) return;
    before = last.id;
  }
}

function lineOf(entry: AuditEntryView): string[] {
  const { at, actor, actorKind, sentence, target, workspace, people, morePeople, details } = entry;
  const users = [...people.map(({ name }) => name), ...(morePeople > 0 ? [`and ${morePeople} more`] : [])];
  const changed = details.map(({ label, from, to }) =>
    from === null ? `${label}: ${to ?? ""}` : `${label}: ${from} -> ${to ?? ""}`,
  );
  const what = [sentence.before, sentence.target, sentence.after].filter(Boolean).join(" ");
  return [
    ...[at.toISOString(), actor.name, actorKind, what, target?.name ?? "", workspace ?? ""],
    ...[users.join("\n"), changed.join("\n")],
  ];
}
