import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { type MemberRow, selectMemberPage } from "@/lib/lists/members.store";
import { membershipOf } from "@/lib/lists/membership";
import { selectAdded, selectPasts } from "@/lib/lists/moves.store";
import { selectList } from "@/lib/lists/store";
import type { MemberPage } from "@/lib/lists/views";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";
import { type UserCursor, writeCursor } from "@/lib/users/cursor";
import { searchTerms } from "@/lib/users/search-terms";

const MEMBERS_PAGE_SIZE = 50;

/** A page of a list's users by name, each with why and since when. Throws `not_found`. */
export async function listListMembers(
  ctx: WorkspaceCtx,
  { id, search }: { id: number; search: string },
  cursor: UserCursor | null,
): Promise<MemberPage> {
  return ctx.db.run(async (tx) => {
    const list = await selectList(tx, ctx, id);
    if (!list) throw notFound("This user list");
    const context = await selectRuleContext(tx, ctx, [list.rule]);
    const asked = { list, context, terms: searchTerms(search) };
    const found = await selectMemberPage(tx, ctx, asked, { cursor, limit: MEMBERS_PAGE_SIZE + 1 });
    const { rows, next, previous } = cut(found, cursor);
    const userIds = rows.map((row) => row.id);
    const pasts = await selectPasts(tx, ctx, userIds);
    const added = await selectAdded(tx, ctx, { listIds: list.kind === "static" ? [id] : [], userIds });
    const byUser = new Map(added.map((row) => [row.userId, row]));
    const members = rows.flatMap(({ lastNameKey, firstNameKey, ...row }) => {
      const person = pasts.get(row.id);
      const how = { known: context.known, added: byUser.get(row.id) };
      return person ? [{ ...row, ...membershipOf(list, person, how) }] : [];
    });
    return { members, next, previous };
  });
}

/** The one too many only says that there is more; reading backwards, it is the first. */
function cut(found: readonly MemberRow[], cursor: UserCursor | null) {
  const backwards = cursor?.side === "before";
  const more = found.length > MEMBERS_PAGE_SIZE;
  const rows = !more ? found : backwards ? found.slice(1) : found.slice(0, MEMBERS_PAGE_SIZE);
  return {
    rows,
    next: backwards || more ? at("after", rows.at(-1)) : null,
    previous: (backwards ? more : cursor !== null) ? at("before", rows[0]) : null,
  };
}

function at(side: UserCursor["side"], row: MemberRow | undefined): string | null {
  if (!row) return null;
  const { lastNameKey, firstNameKey, id } = row;
  return writeCursor({ side, lastNameKey, firstNameKey, id });
}
