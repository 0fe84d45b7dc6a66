import type { EntryRow } from "@/lib/audit/store";
import {
  type Found,
  selectAccountNames,
  selectNames,
  selectSlugs,
  type Table,
  type Wanted,
} from "@/lib/audit-log/names.store";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { ACTORS } from "@/lib/model/actor";
import type { ColumnTarget } from "@/lib/model/mapping";
import type { Rule } from "@/lib/model/rule";
import { ruleWords } from "@/lib/rules/describe-rule";
import type { Vocabulary } from "@/lib/rules/vocabulary";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";
import { nameOf } from "@/lib/syncs/describe-mapping";

/** What a sentence names; `path` follows the organization's address, null for what is gone or has no page. */
export type Named = { name: string; path: string | null };

/** What entries name, as it is called now. */
export type LookedUp = {
  actorOf: (row: EntryRow) => Named;
  targetOf: (row: EntryRow) => Named | null;
  userOf: (id: string) => Named;
  workspaceOf: (row: EntryRow) => string | null;
  textOf: (row: EntryRow, key: string, value: unknown) => string | null | undefined;
};

/** The noun of an entry -> the table it is in, and where its page is within the workspace or organization. */
const PLACES: Readonly<Record<string, { table: Table; path: (id: string) => string }>> = {
  user: { table: "users", path: (id) => `/users/${id}` },
  portal: { table: "users", path: (id) => `/users/${id}` },
  workspace: { table: "workspaces", path: () => "/users" },
  remote_source: { table: "remote_sources", path: (id) => `/remote-sources/${id}` },
  sync: { table: "syncs", path: (id) => `/syncs/${id}` },
  run: { table: "runs", path: (id) => `/runs/${id}` },
  list: { table: "user_lists", path: (id) => `/lists/${id}` },
  team: { table: "teams", path: (id) => `/teams/${id}` },
  page: { table: "pages", path: (id) => `/pages/${id}` },
  field: { table: "profile_fields", path: () => "/settings/fields" },
};

const GONE = "a deleted user";

/** Looks up in a few statements whatever the entries name. */
export async function lookUp(tx: Tx, ctx: Ctx, rows: readonly EntryRow[]): Promise<LookedUp> {
  const found = index(await selectNames(tx, ctx.orgId, wantedBy(rows)));
  const slugs = await selectSlugs(tx, ctx.orgId);
  const accounts = await selectAccountNames(
    tx,
    rows.flatMap(({ actorKind, actorId }) =>
      ACTORS[actorKind].namedBy === "account" && actorId ? [actorId] : [],
    ),
  );
  const words = await vocabularies(tx, ctx, rows);
  const named = (noun: string, id: string | null, label: string | null): Named | null => {
    const place = PLACES[noun];
    const it = place && id !== null ? found.get(`${place.table}:${id}`) : undefined;
    if (!place || !it || id === null) return label === null ? null : { name: label, path: null };
    const slug = it.workspaceId === null ? "" : slugs.get(it.workspaceId)?.slug;
    const path = slug === undefined ? null : `${slug && `/${slug}`}${place.path(id)}`;
    return { name: it.name || label || "", path };
  };
  const userOf = (id: string): Named => named("user", id, null) ?? { name: GONE, path: null };
  return {
    userOf,
    actorOf: ({ actorKind, actorId, actorLabel }) => {
      if (ACTORS[actorKind].namedBy === "user" && actorId !== null) return userOf(actorId);
      return { name: (actorId && accounts.get(actorId)) || actorLabel, path: null };
    },
    targetOf: ({ targetKind, targetId, targetLabel }) => {
      const isUser = targetKind === "user" || targetKind === "portal";
      return isUser && targetId !== null ? userOf(targetId) : named(targetKind, targetId, targetLabel);
    },
    workspaceOf: ({ workspaceId }) => (workspaceId && slugs.get(workspaceId)?.name) || null,
    textOf: ({ workspaceId }, _key, value) => textOf(value, words.get(workspaceId ?? "")),
  };
}

function wantedBy(rows: readonly EntryRow[]): Wanted {
  const wanted: Record<Table, Set<string>> = {
    ...{ users: new Set(), workspaces: new Set(), remote_sources: new Set(), syncs: new Set() },
    ...{
      runs: new Set(),
      user_lists: new Set(),
      teams: new Set(),
      pages: new Set(),
      profile_fields: new Set(),
    },
  };
  for (const { targetKind, targetId, actorKind, actorId, detail } of rows) {
    const table = PLACES[targetKind]?.table;
    if (table && targetId !== null) wanted[table].add(targetId);
    if (ACTORS[actorKind].namedBy === "user" && actorId !== null) wanted.users.add(actorId);
    if (Array.isArray(detail.userIds))
      for (const id of detail.userIds.slice(0, 5)) wanted.users.add(String(id));
  }
  const listed = Object.entries(wanted).map(([table, ids]) => [table, [...ids]]);
  return Object.fromEntries(listed) as Wanted;
}

function index(found: readonly Found[]): Map<string, Found> {
  return new Map(found.map((one) => [`${one.table}:${one.id}`, one]));
}

/** What rules and mappings name, by workspace: only of those that have an entry with one. */
async function vocabularies(tx: Tx, ctx: Ctx, rows: readonly EntryRow[]): Promise<Map<string, Vocabulary>> {
  const ids = rows.flatMap(({ workspaceId, action }) =>
    workspaceId && (action.startsWith("list.") || action === "sync.update_mapping") ? [workspaceId] : [],
  );
  const known = new Map<string, Vocabulary>();
  for (const workspaceId of new Set(ids)) {
    known.set(workspaceId, (await selectRuleContext(tx, { orgId: ctx.orgId, workspaceId })).known);
  }
  return known;
}

/** A rule as a sentence, and what a column fills; undefined for anything else. */
function textOf(value: unknown, words: Vocabulary | undefined): string | null | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  if ("match" in value || "on" in value) return words ? ruleWords(value as Rule, words) : null;
  if (!("kind" in value)) return undefined;
  return nameOf(value as ColumnTarget, words?.fields ?? []);
}
