import { permissionsInWords } from "@/lib/api-tokens/scopes";
import { type AuditDetail, type AuditSentence, auditDetails, auditSentence } from "@/lib/audit/sentence";
import { type AuditFilter, type AuditPlace, type EntryRow, selectEntries } from "@/lib/audit/store";
import { type LookedUp, lookUp, type Named } from "@/lib/audit-log/look-up";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { ActorKind } from "@/lib/model/actor";

export type AuditEntryView = {
  id: number;
  at: Date;
  actorKind: ActorKind;
  actor: Named;
  sentence: AuditSentence;
  target: Named | null;
  /** The first users that it is about, where it is about several. */
  people: Named[];
  morePeople: number;
  workspace: string | null;
  details: AuditDetail[];
};

export type AuditPage = { entries: AuditEntryView[]; older: number | null; newer: number | null };

const PAGE_SIZE = 50;

/**
 * A page of the organization's audit log, newest first. `older` and `newer` are ids to go on from, null at the ends. Names
 * are what things are called now; what is gone keeps the name that the entry has, and users who are gone have none.
 */
export async function listAuditEntries(ctx: Ctx, filter: AuditFilter, place: AuditPlace): Promise<AuditPage> {
  return ctx.db.run(async (tx) => {
    const found = await selectEntries(tx, ctx.orgId, { filter, place, limit: PAGE_SIZE + 1 });
    const isForwards = place !== null && "after" in place;
    const rows = found.slice(0, PAGE_SIZE);
    if (isForwards) rows.reverse();
    const hasMore = found.length > rows.length;
    return {
      entries: await describe(tx, ctx, rows),
      older: isForwards || hasMore ? (rows.at(-1)?.id ?? null) : null,
      newer: isForwards
        ? hasMore
          ? (rows[0]?.id ?? null)
          : null
        : place && (rows[0]?.id ?? place.before - 1),
    };
  });
}

/** Entries as a page shows them. */
export async function describe(tx: Tx, ctx: Ctx, rows: readonly EntryRow[]): Promise<AuditEntryView[]> {
  const known = await lookUp(tx, ctx, rows);
  return rows.map((row) => view(row, known, ctx.clock()));
}

const PEOPLE_SHOWN = 5;

function view(row: EntryRow, known: LookedUp, now: Date): AuditEntryView {
  const { id, at, actorKind, detail } = row;
  const userIds = Array.isArray(detail.userIds) ? detail.userIds : [];
  const target = known.targetOf(row);
  const textOf = (key: string, value: unknown) =>
    key === "permissions" ? permissionsInWords(value) : known.textOf(row, key, value);
  return {
    ...{ id, at, actorKind, actor: known.actorOf(row), target },
    sentence: auditSentence({ ...row, targetLabel: target?.name ?? row.targetLabel }),
    people: userIds.slice(0, PEOPLE_SHOWN).map((userId) => known.userOf(String(userId))),
    morePeople: Math.max(0, userIds.length - PEOPLE_SHOWN),
    workspace: known.workspaceOf(row),
    details: auditDetails(row, { now, textOf }),
  };
}
