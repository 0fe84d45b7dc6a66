import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { selectFields } from "@/lib/fields/store";
import type { ProfileField } from "@/lib/model/field";
import { USERS_PAGE_SIZE } from "@/lib/model/limits";
import { selectGiven } from "@/lib/teams/members.store";
import { selectTeamNames } from "@/lib/teams/store";
import { teamMembershipsOf } from "@/lib/teams/team-memberships";
import type { UserTeam } from "@/lib/teams/views";
import { readUsers } from "@/lib/user-columns/read-users";
import type { UserColumn } from "@/lib/users/columns";
import { csvIdOf } from "@/lib/users/ids";
import { type ListedUser, selectUserPage, selectUsersByIds } from "@/lib/users/listing.store";
import { listingOf, type UserCursor, type UserQuery, type UserSort, writeCursor } from "@/lib/users/query";
import { shownValue } from "@/lib/users/values";
import type { UserItem, UserPage } from "@/lib/users/views";

type Place = {
  sort: UserSort;
  cursor: UserCursor | null;
  /** The columns to fill beyond those that every user has. */
  columns?: readonly UserColumn[];
  pageSize?: number;
};

/** One page of the workspace's users; as quick at the end of a million as at the start. */
export async function listUsers(
  ctx: WorkspaceCtx,
  query: UserQuery,
  { sort, cursor, columns = [], pageSize = USERS_PAGE_SIZE }: Place,
): Promise<UserPage> {
  return readUsers(ctx, async (tx, lookup) => {
    const listing = await listingOf(tx, ctx, query);
    const found = await selectUserPage(tx, ctx, listing, { sort, cursor, limit: pageSize + 1 }, lookup);
    const { rows, ...around } = pageOf(found, cursor, pageSize);
    return { users: await itemsOf(tx, ctx, rows, columns), ...around };
  });
}

/** Users with the values of some columns, in the order of their ids as given. Those who are gone are left out. */
export async function listUsersByIds(
  ctx: WorkspaceCtx,
  ids: readonly number[],
  columns: readonly UserColumn[],
): Promise<UserItem[]> {
  return ctx.db.run(async (tx) => itemsOf(tx, ctx, await selectUsersByIds(tx, ctx, ids), columns));
}

async function itemsOf(
  tx: Tx,
  ctx: WorkspaceCtx,
  rows: readonly ListedUser[],
  columns: readonly UserColumn[],
): Promise<UserItem[]> {
  const wantsFields = columns.some((column) => column.startsWith("field-"));
  const wantsTeams = columns.includes("teams") || columns.includes("manages");
  const fields = wantsFields ? await selectFields(tx, ctx) : [];
  const ids = rows.map(({ id }) => id);
  const given = wantsTeams ? await selectGiven(tx, ctx, ids) : { file: [], hand: [] };
  const names = wantsTeams ? await selectTeamNames(tx, ctx) : [];
  return rows.map((row) => {
    const teams = wantsTeams ? teamMembershipsOf(row.id, given, names) : [];
    return { ...itemOf(row), cells: cellsOf(row, columns, { fields, teams }) };
  });
}

/** A user as lists show it, but for further columns. */
export function itemOf(row: ListedUser): Omit<UserItem, "cells"> {
  const { id, email, firstName, lastName, role, state, removedAt, createdAt } = row;
  const source = row.syncId === null ? null : { syncId: row.syncId, syncName: row.syncName ?? row.syncId };
  const csvId = csvIdOf(row.externalId);
  return { id, email, firstName, lastName, role, state, removedAt, createdAt, source, csvId };
}

type Known = { fields: readonly ProfileField[]; teams: readonly UserTeam[] };

/** The values of the chosen columns beyond those that every user has: column -> texts, several for several values. */
export function cellsOf(
  user: ListedUser,
  columns: readonly UserColumn[],
  { fields, teams }: Known,
): Record<string, readonly string[]> {
  const cells: Record<string, readonly string[]> = {};
  for (const column of columns) {
    if (column === "mobile") cells[column] = user.mobile === "" ? [] : [user.mobile];
    else if (column === "teams") cells[column] = namesOf(teams, "member");
    else if (column === "manages") cells[column] = namesOf(teams, "manager");
    else {
      const field = fields.find(({ id }) => column === `field-${id}`);
      if (field) cells[column] = shownValue(field, user.fields[field.id]);
    }
  }
  return cells;
}

function namesOf(teams: readonly UserTeam[], role: UserTeam["role"]): string[] {
  return teams.filter((team) => team.role === role).map(({ name }) => name);
}

/** Out of one row more than a page, or fewer: the page, and the cursors of those around it. */
export function pageOf(found: readonly ListedUser[], cursor: UserCursor | null, pageSize = USERS_PAGE_SIZE) {
  const backwards = cursor?.side === "before";
  const more = found.length > pageSize;
  // The one too many only says that there is more; reading backwards, it is the first.
  const rows = !more ? found : backwards ? found.slice(1) : found.slice(0, pageSize);
  const hasNext = backwards || more;
  const hasPrevious = backwards ? more : cursor !== null;
  return {
    rows,
    next: hasNext ? at("after", rows.at(-1)) : null,
    previous: hasPrevious ? at("before", rows[0]) : null,
  };
}

function at(side: UserCursor["side"], row: ListedUser | undefined): string | null {
  if (!row) return null;
  const { lastNameKey, firstNameKey, id, sortKey } = row;
  return writeCursor({ side, lastNameKey, firstNameKey, id, sortKey });
}
