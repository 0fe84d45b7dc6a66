import type { WorkspaceCtx } from "@/lib/context";
import { chooseSame } from "@/lib/runs/decide-run";
import { listChanges } from "@/lib/runs/read-plan";
import { getRunRow, type RunRow } from "@/lib/runs/store";
import { testDb } from "./db";

/** Says of new IDs of a plan whether they are the users they match. */
export async function choose(
  ctx: WorkspaceCtx,
  run: RunRow,
  isSame: boolean,
  ...csvIds: string[]
): Promise<RunRow> {
  const { changes } = await listChanges(ctx, { runId: run.id, kinds: [], search: "", matched: true }, null);
  const changeIds = changes.filter(({ csvId }) => csvIds.includes(csvId)).map(({ id }) => id);
  await chooseSame(ctx, { runId: run.id, isSame, changeIds });
  return getRunRow(ctx, run.id);
}

/** Whom a plan's new IDs may be: `<new ID>: same|other as <ID> of <sync>, by what`. */
export async function matchesOf(ctx: WorkspaceCtx, run: RunRow): Promise<string[]> {
  const { changes } = await listChanges(ctx, { runId: run.id, kinds: [], search: "", matched: true }, null);
  return changes.flatMap(({ csvId, match }) => {
    if (!match) return [];
    const choice = match.isSame ? "same" : "other";
    return [`${csvId}: ${choice} as ${match.csvId} of ${match.syncName ?? "it"}, ${match.on}`];
  });
}

/** All users there are or were: `<state> <sync's name>#<ID> <address> <names>`. */
export async function everybody(ctx: WorkspaceCtx): Promise<string[]> {
  const rows = await testDb().sql`
    select u.id::float8 as id, u.state, s.name, substr(u.external_id, 26) as csv_id, email, first_name, last_name
    from users u left join syncs s on s.id = u.sync_id where u.workspace_id = ${ctx.workspaceId} order by u.id`;
  return rows.map((u) =>
    [u.state, `${u.name}#${u.csv_id}`, u.email, u.first_name, u.last_name].join(" ").trim(),
  );
}
