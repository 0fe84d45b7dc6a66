import { readFile } from "node:fs/promises";
import { type DropDeps, findDropLogin, verifyDropPassword } from "@/lib/auth/drop/login";
import type { Ctx, DropCtx, WorkspaceCtx } from "@/lib/context";
import { db } from "@/lib/db/client";
import { listEntries } from "@/lib/drops/entries";
import { receiveFile } from "@/lib/drops/receive";
import { makeDropSecret } from "@/lib/drops/secrets";
import { AppError } from "@/lib/errors";
import { listRemoteSources } from "@/lib/organizations/overview";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { writePrivateFile } from "@/lib/runtime/data-folder";
import { DROP_NAME } from "@/lib/runtime/demo/content";
import { SEASONAL_STAFF, seasonalStaff } from "@/lib/runtime/demo/sample-files";
import { attachRemoteSource } from "@/lib/syncs/attach";
import { listSyncs } from "@/lib/syncs/read";

/** What signs in to the demo's drop. The password is stored as a hash, so that the demo keeps its own copy of it. */
export type DropSignIn = { username: string; password: string };

export type SeededDrop = { ctx: WorkspaceCtx; syncId: string; signIn: DropSignIn; hasNewFile: boolean };

/** The demo's drop with its first file, and the sync that it feeds: made through the same verbs as a customer's. */
export async function seedDrop(ctx: WorkspaceCtx, signInFile: string): Promise<SeededDrop> {
  const { id, username } = await ensureSource(ctx);
  const deps = { db: db(), clock: ctx.clock, log: ctx.log };
  const { drop, password } = await ensurePassword(ctx, { id, username, signInFile, deps });
  const hasNewFile = await ensureFile(drop);
  return { ctx, syncId: await ensureSync(ctx, id), signIn: { username, password }, hasNewFile };
}

async function ensureSource(ctx: Ctx): Promise<{ id: string; username: string }> {
  const find = async () => (await listRemoteSources(ctx)).find(({ name }) => name === DROP_NAME);
  if (!(await find())) await createRemoteSource(ctx, { kind: "drop", name: DROP_NAME, retentionDays: 14 });
  const found = await find();
  return { id: found?.id ?? "", username: String(found?.settings.place.username) };
}

type Wanted = { id: string; username: string; signInFile: string; deps: DropDeps };

/** The password of the starts before while it lets someone in, otherwise a new one. */
async function ensurePassword(
  ctx: Ctx,
  { id, username, signInFile, deps }: Wanted,
): Promise<{ drop: DropCtx; password: string }> {
  const enter = async (password: string) =>
    verifyDropPassword(await findDropLogin(username, deps), password, null, deps);
  const kept = await readSignIn(signInFile);
  const before = kept?.username === username ? await enter(kept.password) : null;
  if (kept && before) return { drop: before, password: kept.password };
  const { secret } = await makeDropSecret(ctx, { id, kind: "password", label: "Demo", days: null });
  await writePrivateFile(signInFile, `${JSON.stringify({ username, password: secret }, null, 2)}\n`);
  const drop = await enter(secret);
  if (!drop) throw new AppError("internal", "The demo's drop does not let its own password in.");
  return { drop, password: secret };
}

async function readSignIn(file: string): Promise<DropSignIn | null> {
  const text = await readFile(file, "utf8").catch(() => null);
  // Written whole by `ensurePassword` alone.
  return text === null ? null : (JSON.parse(text) as DropSignIn);
}

async function ensureFile(drop: DropCtx): Promise<boolean> {
  if ((await listEntries(drop, "")).some(({ name }) => name === SEASONAL_STAFF)) return false;
  const receiving = await receiveFile(drop, SEASONAL_STAFF, { via: "sftp" });
  await receiving.write(0, Buffer.from(seasonalStaff()));
  await receiving.commit();
  return true;
}

async function ensureSync(ctx: WorkspaceCtx, remoteSourceId: string): Promise<string> {
  const found = (await listSyncs(ctx)).find(({ remoteSource }) => remoteSource?.id === remoteSourceId);
  if (found) return found.id;
  const { syncId } = await attachRemoteSource(ctx, {
    remoteSourceId,
    path: SEASONAL_STAFF,
    scheduleKind: "arrival",
    everyHours: 24,
    atTime: "02:00",
    timeZone: "Europe/Helsinki",
    holdFirstRun: false,
  });
  return syncId;
}
