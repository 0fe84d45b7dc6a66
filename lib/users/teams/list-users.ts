import type { TeamRole } from "@/drizzle/schema/team-members";
import type { WorkspaceCtx } from "@/lib/context";
import { USERS_PAGE_SIZE } from "@/lib/model/limits";
import { placedSql, selectGiven } from "@/lib/teams/members.store";
import { selectTeamRows } from "@/lib/teams/store";
import { teamMembershipsOf } from "@/lib/teams/team-memberships";
import type { TeamPart } from "@/lib/teams/views";
import { itemOf, pageOf } from "@/lib/users/list";
import { selectUserPage } from "@/lib/users/listing.store";
import type { UserCursor } from "@/lib/users/query";
import { searchTerms } from "@/lib/users/search-terms";
import type { TeamUser } from "@/lib/users/views";

type Asked = {
  id: number;
  role: TeamRole;
  search: string;
  /** Whom files name, who was put there manually, or both for null. */
  origin: "file" | "hand" | null;
  cursor: UserCursor | null;
};

/** A page of a team's members or managers by name, each with how they came to be it. Nobody for a team that is gone. */
export async function listTeamUsers(
  ctx: WorkspaceCtx,
  { id, role, search, origin, cursor }: Asked,
): Promise<{ users: TeamUser[]; next: string | null; previous: string | null }> {
  return ctx.db.run(async (tx) => {
    const team = await selectTeamRows(tx, ctx, id);
    if (team.length === 0) return { users: [], next: null, previous: null };
    const where = placedSql(ctx, { teamId: id, role, origin });
    const listing = { state: "active" as const, source: null, terms: searchTerms(search), where, node: null };
    const place = { sort: "name" as const, cursor, limit: USERS_PAGE_SIZE + 1 };
    const { rows, next, previous } = pageOf(await selectUserPage(tx, ctx, listing, place), cursor);
    const given = await selectGiven(
      tx,
      ctx,
      rows.map((row) => row.id),
    );
    const users = rows.map((row) => {
      const parts = teamMembershipsOf(row.id, given, team);
      return { ...itemOf(row), member: partOf(parts, "member"), manager: partOf(parts, "manager") };
    });
    return { users, next, previous };
  });
}

function partOf(parts: readonly TeamPart[], role: TeamRole): TeamPart | null {
  const part = parts.find((each) => each.role === role);
  return part ? { role, byFile: part.byFile, byHand: part.byHand } : null;
}
