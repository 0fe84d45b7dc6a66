import { addDays } from "date-fns";
import { isAuditNoun } from "@/lib/audit/phrases";
import type { AuditFilter, AuditPlace } from "@/lib/audit/store";
import { ACTORS, type ActorKind } from "@/lib/model/actor";

type Read = (name: string) => string;
type WorkspaceName = { id: string; slug: string };

/** What may be in the address of the audit log, beside `page`. */
export const AUDIT_PARAMS = ["q", "about", "workspace", "by", "from", "to"] as const;

/** The filter in an address. What is not valid filters nothing. Days are UTC, and the last one counts. */
export function readAuditFilter(read: Read, workspaces: readonly WorkspaceName[]): AuditFilter {
  const [text, about, by] = [read("q").trim().slice(0, 200), read("about"), read("by")];
  const until = readDay(read("to"));
  return {
    text: text || undefined,
    targetKind: isAuditNoun(about) ? about : undefined,
    workspaceId: workspaces.find(({ slug }) => slug === read("workspace"))?.id,
    actorKind: isActorKind(by) ? by : undefined,
    from: readDay(read("from")),
    until: until && addDays(until, 1),
  };
}

/** `b120`: what is older than entry 120; `a120`: what is newer. */
export function readAuditPlace(text: string): AuditPlace {
  const [, side, id] = /^([ab])(\d{1,15})$/.exec(text) ?? [];
  if (id === undefined) return null;
  return side === "b" ? { before: Number(id) } : { after: Number(id) };
}

function isActorKind(text: string): text is ActorKind {
  return Object.hasOwn(ACTORS, text);
}

function readDay(text: string): Date | undefined {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return day && Number.isFinite(day.getTime()) ? day : undefined;
}
