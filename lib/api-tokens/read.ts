import { selectTokens } from "@/lib/api-tokens/store";
import type { TokenItem } from "@/lib/api-tokens/views";
import type { Ctx } from "@/lib/context";

/** The organization's API tokens that were not revoked, expired ones too, the newest first. */
export async function listTokens(ctx: Ctx): Promise<TokenItem[]> {
  return ctx.db.run((tx) => selectTokens(tx, ctx));
}
