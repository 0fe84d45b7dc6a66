import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { heldOf } from "@/lib/user-columns/held";
import { type Found, type Lookup, readUsers } from "@/lib/user-columns/read-users";

/** Small workspaces, too, and all that they have. */
export const ROOMY = { usersMin: 0, bytesMax: 1e9 };

/** The same, with texts packed as those of a million users are. */
export const PACKING = { ...ROOMY, packedFrom: 3 };

/** Asks until the answer comes out of memory; fails when it never does. */
export async function inMemory<T>(ws: WorkspaceCtx, ask: (lookup: Lookup, tx: Tx) => Promise<T>): Promise<T> {
  for (let tries = 0; tries < 20; tries++) {
    let [asked, answered] = [0, 0];
    const watch =
      (lookup: Lookup): Lookup =>
      async (wanted) => {
        asked++;
        const found: Found | null = await lookup(wanted);
        if (found) answered++;
        return found;
      };
    const result = await readUsers(ws, (tx, lookup) => ask(watch(lookup), tx));
    if (asked > 0 && asked === answered) return result;
    await heldOf(ws).loading;
  }
  throw new Error("Memory never answered.");
}
