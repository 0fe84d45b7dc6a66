import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { selectNamingThings } from "@/lib/personal-data/still-named.store";
import type { Traces } from "@/lib/personal-data/traces";

/**
 * What people have written about the person, which is theirs to change: pages, lists, teams and options. In sentences that
 * leave the name out.
 */
export async function findStillNamed(tx: Tx, ctx: WorkspaceCtx, traces: Traces): Promise<string[]> {
  if (traces.patterns.length === 0) return [];
  const things = await selectNamingThings(tx, ctx, traces.patterns.join("|"));
  return things.map(({ what, name }) => {
    const called = traces.isIn(name) ? "" : ` “${name}”`;
    return `The ${what}${called} names this person. Edit it there.`;
  });
}
