import {
  type DropDeps,
  findDropLogin,
  findLoginKey,
  verifyDropKey,
  verifyDropPassword,
} from "@/lib/auth/drop/login";
import type { DropCtx } from "@/lib/context";
import type { DropFolder } from "@/lib/drop-server/folder";
import type { Doors } from "@/lib/drop-server/sign-in";
import {
  listEntries,
  makeFolder,
  removeFile,
  removeFolder,
  renameEntry,
  statEntry,
} from "@/lib/drops/entries";
import { resolveDropPath } from "@/lib/drops/path";
import { readEntry } from "@/lib/drops/read-entry";
import { receiveFile } from "@/lib/drops/receive";
import { isAppError } from "@/lib/errors";

/** The drops of this installation. */
export function dropDoors(deps: DropDeps): Doors {
  const folder = (ctx: DropCtx | null) => ctx && dropFolder(ctx);
  return {
    find: async (username) => {
      const login = await findDropLogin(username, deps);
      return {
        hasKey: (key) => findLoginKey(login, key) !== null,
        byKey: async (key, from) => folder(await verifyDropKey(login, key, from, deps)),
        byPassword: async (password, from) => folder(await verifyDropPassword(login, password, from, deps)),
      };
    },
  };
}

function dropFolder(ctx: DropCtx): DropFolder {
  return {
    facts: { "rollcall.org.id": ctx.orgId, "rollcall.source.id": ctx.sourceId },
    resolve: resolveDropPath,
    find: (path) =>
      statEntry(ctx, path).catch((error: unknown) => {
        if (isAppError(error) && error.code === "not_found") return null;
        throw error;
      }),
    list: (path) => listEntries(ctx, path),
    makeFolder: (path) => makeFolder(ctx, path),
    removeFolder: (path) => removeFolder(ctx, path),
    removeFile: (path) => removeFile(ctx, path),
    rename: (from, to, options) => renameEntry(ctx, from, to, options),
    receive: (path, { append }) => receiveFile(ctx, path, { via: "sftp", append }),
    open: (path) => readEntry(ctx, path),
  };
}
