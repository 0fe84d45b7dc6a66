import { timingSafeEqual } from "node:crypto";
import {
  type DropPlace,
  findDropPlace,
  findTokenPlace,
  type LoginKey,
  noteKeyUse,
  noteSecretUse,
  selectLoginKeys,
  selectLoginSecrets,
} from "@/lib/auth/drop/login.store";
import { verifyPassword } from "@/lib/auth/password";
import { hashToken } from "@/lib/auth/token";
import { brandDropCtx, type Clock, type DropCtx } from "@/lib/context";
import { type Db, db } from "@/lib/db/client";
import { tenantDb } from "@/lib/db/tenant";
import { createLog, type Log } from "@/lib/log";
import type { Actor } from "@/lib/model/actor";

/** What signing in to a drop needs from its process. Tests bring their own. */
export type DropDeps = { db: Db; clock: Clock; log: Log };

/** The process's own database, clock and log. */
export function dropDeps(): DropDeps {
  return { db: db(), clock: () => new Date(), log: createLog("drop") };
}

/** Someone who gave the user name of a drop, and has proved nothing yet. */
export type DropLogin = DropPlace & {
  username: string;
  keys: readonly LoginKey[];
  /** Whether a password would be looked at. */
  hasPassword: boolean;
};

type PublicKey = { type: string; blob: string };

/** The drop with this user name; null for an unknown one. */
export async function findDropLogin(username: string, deps = dropDeps()): Promise<DropLogin | null> {
  // Longer than any that we make, and nothing that Postgres would have to refuse.
  if (!/^[a-z0-9-]{1,64}$/.test(username)) return null;
  const place = await tenantDb(deps.db, {}).run((tx) => findDropPlace(tx, username));
  if (!place) return null;
  return inside(place, deps).run(async (tx) => {
    const keys = await selectLoginKeys(tx, place);
    const passwords = await selectLoginSecrets(tx, place, { kind: "password", now: deps.clock() });
    return { ...place, username, keys, hasPassword: passwords.length > 0 };
  });
}

/** The key of the drop that a client shows, before it has proved that it has the private half; null for any other. */
export function findLoginKey(login: DropLogin | null, { type, blob }: PublicKey): LoginKey | null {
  return login?.keys.find((key) => key.type === type && isSame(key.blob, blob)) ?? null;
}

/**
 * Lets a client in whose signature by this key was checked. `blob` is base64 as in an authorized_keys file. Null for a
 * key that is not, or no longer, one of the drop.
 */
export async function verifyDropKey(
  login: DropLogin | null,
  shown: PublicKey,
  from: string | null,
  deps = dropDeps(),
): Promise<DropCtx | null> {
  const key = findLoginKey(login, shown);
  if (!login || !key) return null;
  const noted = await inside(login, deps).run((tx) =>
    noteKeyUse(tx, login, { id: key.id, at: deps.clock(), from }),
  );
  return noted ? enter(login, { kind: "key", id: key.id, label: key.label }, from, deps) : null;
}

/** Null for a wrong, revoked or expired password, and after the same work for an unknown drop. Throws `throttled`. */
export async function verifyDropPassword(
  login: DropLogin | null,
  password: string,
  from: string | null,
  deps = dropDeps(),
): Promise<DropCtx | null> {
  const now = deps.clock();
  const kept = login
    ? await inside(login, deps).run((tx) => selectLoginSecrets(tx, login, { kind: "password", now }))
    : [];
  const [secret] = kept;
  const matches = await verifyPassword(secret?.hash ?? null, password);
  if (!login || !secret || !matches) return null;
  return letIn(login, { kind: "password", ...secret }, from, deps);
}

/** Lets a client into a drop by a token; null for one that is unknown, revoked, expired, or of another drop. */
export async function verifyDropToken(
  { token, sourceId }: { token: string; sourceId: string },
  from: string | null,
  deps = dropDeps(),
): Promise<DropCtx | null> {
  const hash = hashToken(token);
  const place = await tenantDb(deps.db, {}).run((tx) => findTokenPlace(tx, hash));
  const now = deps.clock();
  const kept = place
    ? await inside(place, deps).run((tx) => selectLoginSecrets(tx, place, { kind: "token", now }))
    : [];
  const secret = kept.find((one) => one.hash === hash);
  const isHere = place?.sourceId === sourceId;
  return place && secret && isHere ? letIn(place, { kind: "token", ...secret }, from, deps) : null;
}

type Secret = { kind: "password" | "token"; id: string; label: string };

async function letIn(
  place: DropPlace,
  { kind, id, label }: Secret,
  from: string | null,
  deps: DropDeps,
): Promise<DropCtx | null> {
  const use = { id, at: deps.clock(), from };
  const noted = await inside(place, deps).run((tx) => noteSecretUse(tx, place, use));
  return noted ? enter(place, { kind, id, label }, from, deps) : null;
}

const ACTOR: Actor = { kind: "system", label: "Drop" };

function inside({ orgId }: DropPlace, { db }: DropDeps) {
  return tenantDb(db, { orgId, actor: ACTOR });
}

function enter(
  place: DropPlace,
  credential: DropCtx["credential"],
  from: string | null,
  deps: DropDeps,
): DropCtx {
  const { orgId, sourceId } = place;
  const { clock, log } = deps;
  return brandDropCtx({
    orgId,
    sourceId,
    actor: ACTOR,
    credential,
    from,
    db: inside(place, deps),
    clock,
    log,
  });
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
