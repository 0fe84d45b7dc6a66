import { phraseOf } from "@/lib/audit/phrases";
import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { listFields } from "@/lib/fields/read";
import { listPastFields } from "@/lib/fields/type-change/read";
import { listUserMemberships } from "@/lib/lists/memberships";
import { readKeptMails } from "@/lib/mail/outbox";
import type { ProfileField } from "@/lib/model/field";
import { selectSkipped } from "@/lib/personal-data/erase.store";
import {
  selectEntriesAbout,
  selectEventsAbout,
  selectIssuesAbout,
  selectTokensAbout,
} from "@/lib/personal-data/export.store";
import { findKnown } from "@/lib/personal-data/known";
import { selectPerson } from "@/lib/personal-data/receipts.store";
import { anyOf } from "@/lib/personal-data/traces";
import { teamsInHistory } from "@/lib/teams/as-fields";
import { listTeamNames } from "@/lib/teams/read";
import { readHistoryPlace } from "@/lib/users/history-place";
import { listUserHistory } from "@/lib/users/list-history";
import { getUser } from "@/lib/users/read";
import { roleLabel } from "@/lib/users/roles";
import { listTeamsOfUser } from "@/lib/users/teams/of-user";
import { diffValues, shownValue } from "@/lib/users/values";
import type { UserDetail, UserEvent } from "@/lib/users/views";

/** One thing that is stored about a person. `at` is an ISO instant; empty where it has no time. */
export type Fact = { part: string; at: string; what: string; name: string; before: string; value: string };

/**
 * Everything that is stored about a user, in words: profile, teams, lists, history, issues and skipped rows that name
 * them, portal sessions, e-mails, entries of the audit log and events. Throws `not_found`.
 */
export async function exportPerson(ctx: WorkspaceCtx, { id }: { id: number }): Promise<Fact[]> {
  const person = await ctx.db.run((tx) => selectPerson(tx, ctx, id));
  if (!person) throw notFound("This user");
  const now = [...(await listFields(ctx)), ...teamsInHistory(await listTeamNames(ctx))];
  const fields = [...now, ...(await listPastFields(ctx))];
  const facts = [
    ...profileFacts(await getUser(ctx, { id }), now),
    ...(await groupFacts(ctx, id)),
    ...(await historyFacts(ctx, id, fields)),
    ...(await traceFacts(ctx, id)),
  ];
  await ctx.db.run((tx) =>
    writeAudit(tx, ctx, { action: "user.export_data", targetKind: "user", targetId: id }),
  );
  return facts;
}

const fact = (part: string, given: Partial<Fact>): Fact => {
  return { part, at: "", what: "", name: "", before: "", value: "", ...given };
};

function profileFacts(user: UserDetail, fields: readonly ProfileField[]): Fact[] {
  const own: [string, string][] = [
    ["E-mail", user.email],
    ["First name", user.firstName],
    ["Last name", user.lastName],
    ["Mobile", user.mobile],
    ["Role", roleLabel(user.role)],
    ["State", user.state === "active" ? "Active" : "Removed"],
    ["Number in Rollcall", String(user.id)],
    ["ID in the file", user.csvId ?? ""],
    ["Sync", user.source?.syncName ?? "Added manually"],
    ["Created", user.createdAt.toISOString()],
    ["Last changed", user.updatedAt.toISOString()],
    ["Removed", user.removedAt?.toISOString() ?? ""],
  ];
  const more = fields.map((field): [string, string] => [
    field.label,
    shownValue(field, user.fields[field.id]).join(", "),
  ]);
  return [...own, ...more]
    .filter(([, value]) => value !== "")
    .map(([name, value]) => fact("Profile", { name, value }));
}

async function groupFacts(ctx: WorkspaceCtx, id: number): Promise<Fact[]> {
  const teams = await listTeamsOfUser(ctx, { id });
  const lists = await listUserMemberships(ctx, { userId: id });
  return [
    ...teams.map(({ name, role, byFile, byHand }) =>
      fact("Teams", {
        at: byHand?.at.toISOString(),
        what: role === "manager" ? "Manager" : "Member",
        name,
        value: [byFile ? "by the file" : "", byHand ? `added by ${byHand.by}` : ""]
          .filter(Boolean)
          .join(", "),
      }),
    ),
    ...lists.map(({ list }) =>
      fact("User lists", {
        what: list.kind === "static" ? "Added manually" : "By its rule",
        name: list.name,
      }),
    ),
  ];
}

async function historyFacts(ctx: WorkspaceCtx, id: number, fields: readonly ProfileField[]): Promise<Fact[]> {
  const events: UserEvent[] = [];
  for (let place: string | null = "newest"; place !== null; ) {
    const page: { events: UserEvent[]; older: string | null } = await listUserHistory(
      ctx,
      { id },
      readHistoryPlace(place),
    );
    events.push(...page.events);
    place = page.older;
  }
  return events.reverse().flatMap((event) => {
    const by = event.by === "run" ? `run of ${event.syncName}` : event.actorLabel;
    const shared = { at: event.at.toISOString(), what: `${event.kind} by ${by}` };
    const diffs = diffValues(event.before, event.after, fields);
    if (diffs.length === 0) return [fact("History", shared)];
    return diffs.map(({ label, before, after }) =>
      fact("History", { ...shared, name: label, before: inText(before), value: inText(after) }),
    );
  });
}

function inText(value: string | string[] | null): string {
  return [value ?? []].flat().join(", ");
}

async function traceFacts(ctx: WorkspaceCtx, id: number): Promise<Fact[]> {
  const mails = await readKeptMails(ctx.orgId);
  return ctx.db.run(async (tx) => {
    const person = await selectPerson(tx, ctx, id);
    if (!person) return [];
    const known = await findKnown(tx, ctx, person);
    const skipped = await selectSkipped(tx, ctx, known, anyOf(known.traces.inJson));
    const iso = (at: string) => new Date(at).toISOString();
    const sessions = { link: "Link e-mailed", session: "Signed in", view: "Viewed by a member" };
    return [
      ...(await selectIssuesAbout(tx, ctx, known)).map(
        ({ at, syncName, row, severity, message, column, value }) =>
          fact("Issues", {
            at: iso(at),
            what: `${severity} in row ${row ?? "-"} of ${syncName}: ${message}`,
            name: column ?? "",
            value: value ?? "",
          }),
      ),
      ...skipped
        .filter(({ isTheirs, cells }) => isTheirs || known.traces.isRow(cells))
        .map(({ row, cells, reason }) =>
          fact("Skipped rows", { what: reason, name: `Row ${row}`, value: cells.join(" | ") }),
        ),
      ...(await selectTokensAbout(tx, ctx, id)).map(({ kind, at, expiresAt }) =>
        fact("Portal", { at: iso(at), what: sessions[kind], name: "Expires", value: iso(expiresAt) }),
      ),
      ...mails
        .filter((mail) => known.traces.isIn(JSON.stringify(mail)))
        .map(({ at, subject, to }) => fact("E-mails", { at, what: subject, name: "To", value: to.address })),
      ...(await selectEntriesAbout(tx, ctx, id)).map(({ at, action, actorLabel, isActor }) =>
        fact("Audit log", {
          at: iso(at),
          what: `${isActor ? "They" : actorLabel} ${(phraseOf(action) ?? action).replace("{}", "").trim()}`,
        }),
      ),
      ...(await selectEventsAbout(tx, ctx, id)).map(({ at, type }) =>
        fact("Events", { at: iso(at), what: type }),
      ),
    ];
  });
}

/** The lines of the download. */
export async function* factRows(facts: readonly Fact[]): AsyncGenerator<string[][]> {
  yield [["part", "at", "what", "name", "before", "value"]];
  yield facts.map(({ part, at, what, name, before, value }) => [part, at, what, name, before, value]);
}
