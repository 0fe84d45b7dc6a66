import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { selectAdded, selectPasts } from "@/lib/lists/history.store";
import { type MemberRow, selectMemberPage } from "@/lib/lists/members.store";
import { reasonsOf } from "@/lib/lists/reasons";
import { type Past, sinceAdded, sinceWhen } from "@/lib/lists/since";
import { selectList, selectLists, selectPagesByList } from "@/lib/lists/store";
import type { MemberPage, Membership, UserMembership } from "@/lib/lists/views";
import type { Rule } from "@/lib/model/rule";
import type { Subject } from "@/lib/rules/holds";
import { listsOfUser } from "@/lib/rules/membership.store";
import type { Vocabulary } from "@/lib/rules/vocabulary";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";
import { readUsers } from "@/lib/user-columns/read-users";
import { type UserCursor, writeCursor } from "@/lib/users/query";
import { searchTerms } from "@/lib/users/search-terms";

const MEMBERS_PAGE_SIZE = 50;

/** A page of a list's users by name, each with why and since when. Throws `not_found`. */
export async function listListMembers(
  ctx: WorkspaceCtx,
  { id, search }: { id: number; search: string },
  cursor: UserCursor | null,
  pageSize = MEMBERS_PAGE_SIZE,
): Promise<MemberPage> {
  return readUsers(ctx, async (tx, lookup) => {
    const list = await selectList(tx, ctx, id);
    if (!list) throw notFound("This user list");
    const context = await selectRuleContext(tx, ctx, [list.rule]);
    const asked = { list, context, terms: searchTerms(search), lookup };
    const found = await selectMemberPage(tx, ctx, asked, { cursor, limit: pageSize + 1 });
    const { rows, next, previous } = cut(found, cursor, pageSize);
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
function cut(found: readonly MemberRow[], cursor: UserCursor | null, pageSize: number) {
  const backwards = cursor?.side === "before";
  const more = found.length > pageSize;
  const rows = !more ? found : backwards ? found.slice(1) : found.slice(0, pageSize);
  return {
    rows,
    next: backwards || more ? at("after", rows.at(-1)) : null,
    previous: (backwards ? more : cursor !== null) ? at("before", rows[0]) : null,
  };
}

function at(side: UserCursor["side"], row: MemberRow | undefined): string | null {
  if (!row) return null;
  const { lastNameKey, firstNameKey, id } = row;
  return writeCursor({ side, lastNameKey, firstNameKey, id, sortKey: null });
}

type Added = { addedBy: string; addedAt: Date };

/** Why, and since when, someone is in a list that they are in. `added` is of a static one. */
export function membershipOf(
  { rule, ruleAt }: { rule: Rule | null; ruleAt: Date },
  { subject, past }: { subject: Subject; past: Past },
  { known, added }: { known: Vocabulary; added: Added | undefined },
): Membership {
  if (rule) {
    const since = sinceWhen({ rule, ruleAt }, known, past);
    return { since, reasons: reasonsOf(rule, subject, known), addedBy: null };
  }
  const { addedBy, addedAt } = added ?? { addedBy: "", addedAt: past.createdAt };
  return { since: sinceAdded({ addedAt, addedBy }, past), reasons: [], addedBy };
}

/** The lists that a user is in, each with why and since when; none for a removed or unknown one. */
export async function listUserMemberships(
  ctx: WorkspaceCtx,
  { userId }: { userId: number },
): Promise<UserMembership[]> {
  return ctx.db.run(async (tx) => {
    const mine = new Set((await listsOfUser(tx, ctx, userId)).map(({ id }) => id));
    if (mine.size === 0) return [];
    const lists = (await selectLists(tx, ctx)).filter(({ id }) => mine.has(id));
    const { known } = await selectRuleContext(
      tx,
      ctx,
      lists.map(({ rule }) => rule),
    );
    const person = (await selectPasts(tx, ctx, [userId])).get(userId);
    if (!person) return [];
    const added = await selectAdded(tx, ctx, { listIds: [...mine], userIds: [userId] });
    const pages = await selectPagesByList(tx, ctx);
    return lists.map((list) => {
      const { id, name, kind } = list;
      const how = { known, added: added.find(({ listId }) => listId === id) };
      return { list: { id, name, kind, pages: pages.get(id) ?? [] }, ...membershipOf(list, person, how) };
    });
  });
}
