import type { WorkspaceCtx } from "@/lib/context";
import { selectCandidates } from "@/lib/lists/members/store";
import type { ListedMember } from "@/lib/lists/views";
import { searchTerms } from "@/lib/users/search-terms";

const SHOWN = 20;

/** Users whom a search finds and who could be added to a static list: start of a name or an address, or a whole ID. */
export async function searchListCandidates(
  ctx: WorkspaceCtx,
  { id, search }: { id: number; search: string },
): Promise<ListedMember[]> {
  const terms = searchTerms(search);
  return ctx.db.run((tx) => selectCandidates(tx, ctx, { listId: id, terms, limit: SHOWN }));
}
