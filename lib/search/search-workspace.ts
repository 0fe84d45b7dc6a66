import { z } from "zod";
import type { UserState } from "@/drizzle/schema/users";
import type { WorkspaceCtx } from "@/lib/context";
import { fullName } from "@/lib/format/person";
import type { RunState } from "@/lib/model/run-state";
import { selectListsLike, selectRun, selectSyncsLike, selectTeamsLike } from "@/lib/search/store";
import { listUsers } from "@/lib/users/list";
import { sameText } from "@/lib/values/same-text";

export type WorkspaceHits = {
  users: { id: number; name: string; email: string; removed: boolean }[];
  syncs: { id: string; name: string; path: string | null; lateSince: Date | null }[];
  teams: { id: number; name: string }[];
  lists: { id: number; name: string }[];
  /** At most one: runs are looked up by their whole id. */
  runs: { id: string; state: RunState; at: Date }[];
};

const HITS_MAX = 6;
const REMOVED_MIN = 2;
const TEXT_CHARS_MAX = 200;
const runId = z.uuid();

/** What in the workspace goes by the typed name, address or id; nothing for fewer than two characters. */
export async function searchWorkspace(ctx: WorkspaceCtx, typed: string): Promise<WorkspaceHits> {
  const text = sameText(typed).slice(0, TEXT_CHARS_MAX);
  if (text.length < 2) return { users: [], syncs: [], teams: [], lists: [], runs: [] };
  const isRunId = runId.safeParse(text).success;
  const usersOf = (state: UserState) =>
    listUsers(ctx, { search: text, state, source: null }, { sort: "name", cursor: null });
  const [active, removed, found] = await Promise.all([
    usersOf("active"),
    usersOf("removed"),
    ctx.db.run(async (tx) => ({
      syncs: await selectSyncsLike(tx, ctx, text, HITS_MAX),
      teams: await selectTeamsLike(tx, ctx, text, HITS_MAX),
      lists: await selectListsLike(tx, ctx, text, HITS_MAX),
      runs: isRunId ? await selectRun(tx, ctx, text) : [],
    })),
  ]);
  // Searches for someone who was removed find them too, however many others have that name.
  const some = [
    ...active.users.slice(0, HITS_MAX - Math.min(removed.users.length, REMOVED_MIN)),
    ...removed.users,
  ].slice(0, HITS_MAX);
  const users = some.map(({ id, email, firstName, lastName, state }) => ({
    id,
    email,
    name: fullName(firstName, lastName) || email,
    removed: state === "removed",
  }));
  return { users, ...found };
}
