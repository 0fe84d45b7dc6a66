import type { Ctx } from "@/lib/context";
import { selectPulse } from "@/lib/overview/pulse.store";

/**
 * A word that is another one once a run has begun or ended, a plan was decided about or changed, or an alert was raised or
 * is over, in the workspaces that can be reached. Index look-ups only: each open page asks every few seconds.
 */
export async function getPulse(ctx: Ctx): Promise<string> {
  return ctx.db.run((tx) => selectPulse(tx, ctx));
}
