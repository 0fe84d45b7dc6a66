import type { Ctx } from "@/lib/context";
import { selectRemoteSources } from "@/lib/remote-sources/store";

export type RemoteSourceName = { id: string; name: string; host: string; username: string };

/** Only what menus and choices show. */
export async function listRemoteSourceNames(ctx: Ctx): Promise<RemoteSourceName[]> {
  const rows = await ctx.db.run((tx) => selectRemoteSources(tx, ctx));
  return rows.map(({ id, name, host, username }) => ({ id, name, host, username }));
}
