import type { WorkspaceCtx } from "@/lib/context";
import { selectFields } from "@/lib/fields/store";
import { USERS_PAGE_SIZE } from "@/lib/model/user-limits";
import { teamsOf } from "@/lib/teams/marks";
import { selectGiven } from "@/lib/teams/roster.store";
import { selectTeamNames } from "@/lib/teams/store";
import { cellsOf } from "@/lib/users/cells";
import type { UserColumn } from "@/lib/users/columns";
import type { UserCursor, UserSort } from "@/lib/users/cursor";
import { csvIdOf } from "@/lib/users/external-id";
import { type ListedUser, selectUserPage } from "@/lib/users/listing.store";
import { pageOf } from "@/lib/users/page-of";
import { listingOf, type UserQuery } from "@/lib/users/query";
import type { UserItem, UserPage } from "@/lib/users/views";

type Place = {
  sort: UserSort;
  cursor: UserCursor | null;
  /** The columns to fill beyond those that every user has. */
  columns?: readonly UserColumn[];
};

/** One page of the workspace's users; as quick at the end of a million as at the start. */
export async function listUsers(
  ctx: WorkspaceCtx,
  query: UserQuery,
  { sort, cursor, columns = [] }: Place,
): Promise<UserPage> {
  return ctx.db.run(async (tx) => {
    const listing = await listingOf(tx, ctx, query);
    const found = await selectUserPage(tx, ctx, listing, { sort, cursor, limit: USERS_PAGE_SIZE + 1 });
    const { rows, ...around } = pageOf(found, cursor);
    const wantsFields = columns.some((column) => column.startsWith("field-"));
    const wantsTeams = columns.includes("teams") || columns.includes("manages");
    const fields = wantsFields ? await selectFields(tx, ctx) : [];
    const ids = rows.map(({ id }) => id);
    const given = wantsTeams ? await selectGiven(tx, ctx, ids) : { file: [], hand: [] };
    const names = wantsTeams ? await selectTeamNames(tx, ctx) : [];
    const users = rows.map((row) => {
      const teams = wantsTeams ? teamsOf(row.id, given, names) : [];
      return { ...itemOf(row), cells: cellsOf(row, columns, { fields, teams }) };
    });
    return { users, ...around };
  });
}

/** A user as lists show it, but for further columns. */
export function itemOf(row: ListedUser): Omit<UserItem, "cells"> {
  const { id, email, firstName, lastName, role, state, removedAt, createdAt } = row;
  const source = row.syncId === null ? null : { syncId: row.syncId, syncName: row.syncName ?? row.syncId };
  const csvId = csvIdOf(row.externalId);
  return { id, email, firstName, lastName, role, state, removedAt, createdAt, source, csvId };
}
