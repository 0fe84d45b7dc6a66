import { randomBytes, randomUUID } from "node:crypto";
import { dropSecrets } from "@/drizzle/schema";
import { verifyDropToken } from "@/lib/auth/drop/login";
import { hashToken, newToken } from "@/lib/auth/token";
import type { Clock, Ctx, DropCtx } from "@/lib/context";
import { readEntry } from "@/lib/drops/read-entry";
import { receiveFile } from "@/lib/drops/receive";
import { createLog } from "@/lib/log";
import { sealCredentials } from "@/lib/remote-sources/credentials";
import { testDb } from "./db";
import { everythingSpooled } from "./spool";
import { mintRemoteSource } from "./tenant";

export type MintedDrop = { id: string; username: string; token: string; drop: DropCtx };

type Wanted = { retentionDays?: number; clock?: Clock; name?: string };

/** A drop with a token, and a client that has signed in with it. */
export async function mintDrop(ctx: Ctx, { retentionDays = 14, clock = ctx.clock, name }: Wanted = {}) {
  const id = randomUUID();
  const username = `drop-${randomBytes(8).toString("hex")}`;
  const settings = { place: { username }, retentionDays };
  const credentialsSealed = sealCredentials({ orgId: ctx.orgId, id, kind: "drop", settings }, {});
  await mintRemoteSource(ctx, { id, kind: "drop", settings, credentialsSealed, ...(name ? { name } : {}) });
  const token = newToken();
  await ctx.db.run((tx) =>
    tx.insert(dropSecrets).values({
      ...{ orgId: ctx.orgId, sourceId: id, kind: "token" as const, label: "Nightly export" },
      ...{ hash: hashToken(token), createdBy: "test" },
    }),
  );
  const drop = await enterDrop({ id, token }, clock);
  return { id, username, token, drop } satisfies MintedDrop;
}

export async function enterDrop(
  { id, token }: { id: string; token: string },
  clock: Clock = () => new Date(),
): Promise<DropCtx> {
  const deps = { db: testDb().db, clock, log: createLog("test") };
  const ctx = await verifyDropToken({ token, sourceId: id }, "192.0.2.7", deps);
  if (!ctx) throw new Error("The token was refused.");
  return ctx;
}

/** Puts a whole file into the drop, as a client does. */
export async function putFile(drop: DropCtx, path: string, text: string | Uint8Array) {
  const receiving = await receiveFile(drop, path, { via: "sftp" });
  await receiving.write(0, Buffer.from(text));
  return receiving.commit();
}

export async function textOf(drop: DropCtx, path: string): Promise<string> {
  const handle = await readEntry(drop, path);
  try {
    return Buffer.from(await handle.read(0, handle.sizeBytes + 10)).toString();
  } finally {
    await handle.close();
  }
}

export async function rowsOf(id: string) {
  return testDb()
    .sql`select id, path, state, gone_why as why, size_bytes::int as size, sha256, spool_key as key
             from drop_files where source_id = ${id} and not is_folder order by created_at, completed_at nulls last, id`;
}

/** Bytes of this drop that lie in the spool or are half-made. */
export async function bytesOf(id: string): Promise<string[]> {
  const ids = (await rowsOf(id)).map((row) => row.id as string);
  return (await everythingSpooled()).filter((name) => ids.some((one) => name.includes(one)));
}
