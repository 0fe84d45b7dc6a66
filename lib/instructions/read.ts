import { subMinutes } from "date-fns";
import { z } from "zod";
import { networkOf } from "@/lib/auth/client-ip";
import { hashToken } from "@/lib/auth/token";
import type { Ctx, VisitorCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { enterTenant } from "@/lib/db/tenant";
import { findDropServer } from "@/lib/drops/server-facts";
import { dropSettings } from "@/lib/drops/settings";
import { factsOf, fileOf } from "@/lib/instructions/describe";
import { findByToken, findExpiry, noteOpened } from "@/lib/instructions/links.store";
import { selectFields, selectHeaders, selectReaders, selectSource } from "@/lib/instructions/source.store";
import type { Instructions } from "@/lib/instructions/views";
import { sourceOf, startOf } from "@/lib/pipeline/source/registry";
import { readPolicy } from "@/lib/pipeline/source/s3/policy";
import { type S3Settings, s3Settings } from "@/lib/pipeline/source/s3/settings";
import { sftpSettings } from "@/lib/pipeline/source/sftp/settings";
import { consumeRateLimit, refundRateLimit } from "@/lib/rate-limit/rate-limit";
import { openCredentials } from "@/lib/remote-sources/credentials";
import { egressAddresses } from "@/lib/remote-sources/read";

/** The instructions of a Remote Source for a member; null when the organization has none of this id. */
export async function findInstructions(ctx: Ctx, sourceId: string): Promise<Instructions | null> {
  if (!z.uuid().safeParse(sourceId).success) return null;
  const found = await ctx.db.run((tx) => describe(tx, { orgId: ctx.orgId, sourceId }));
  return found && withServer(found);
}

const TOKEN = /^[\w-]{43}$/;

/**
 * The instructions that a link opens, for anyone who has it; null for one that has expired, was revoked, or never was: which
 * of these is not told. Throws `throttled` for a network that has tried many.
 */
export async function openInstructions(
  ctx: VisitorCtx,
  token: string,
): Promise<{ instructions: Instructions; expiresAt: Date } | null> {
  if (!TOKEN.test(token)) return null;
  const network = networkOf(ctx.ip);
  await consumeRateLimit(ctx, "instructionIp", network);
  const now = ctx.clock();
  const opened = await ctx.db.run(async (tx) => {
    const found = await findByToken(tx, hashToken(token), now);
    if (!found) return null;
    // From here on the policies see that tenant; a deleted organization has no rows.
    await enterTenant(tx, found.orgId);
    const { orgId, id, sourceId } = found;
    const described = await describe(tx, { orgId, sourceId });
    const expiresAt = await findExpiry(tx, { orgId, id });
    if (!described || !expiresAt) return null;
    await noteOpened(tx, { orgId, id, now, before: subMinutes(now, 1) });
    return { described, expiresAt };
  });
  if (!opened) return null;
  await refundRateLimit(ctx, "instructionIp", network);
  return { instructions: await withServer(opened.described), expiresAt: opened.expiresAt };
}

async function describe(tx: Tx, of: { orgId: string; sourceId: string }): Promise<Instructions | null> {
  const source = await selectSource(tx, of);
  if (!source) return null;
  const files = [];
  for (const sync of await selectReaders(tx, of)) {
    const file = fileOf(sync, {
      headers: await selectHeaders(tx, sync),
      fields: await selectFields(tx, sync),
    });
    if (file) files.push(file);
  }
  const { organization, name, kind, settings, hostKey, pgp } = source;
  const [key] = pgp.own;
  return {
    ...{ organization, name, kind, files },
    facts: [
      ...factsOf(kind, settings),
      ...(hostKey ? [{ label: `Host key (${hostKey.type})`, value: hostKey.fingerprint }] : []),
    ],
    start: startOf(source).inWords,
    publicKey: publicKeyOf(source),
    drop:
      kind === "drop"
        ? { id: source.id, username: dropSettings.parse(settings).place.username, server: null }
        : null,
    policy: kind === "s3" ? policyOf(s3Settings.parse(settings)) : null,
    egress: egressAddresses(),
    pgp: key ? { fingerprint: key.fingerprint, publicKey: key.publicKey, isRequired: pgp.isRequired } : null,
  };
}

function policyOf({ place, prefix, region }: S3Settings): string {
  return readPolicy({ bucket: place.bucket, prefix, region });
}

/** Of a key pair that was made here. A password, or a key that someone entered, is not even opened. */
function publicKeyOf(source: NonNullable<Awaited<ReturnType<typeof selectSource>>>): string | null {
  if (source.kind !== "sftp" || sftpSettings.parse(source.settings).authKind !== "key_pair") return null;
  const secret = openCredentials(source, source.credentialsSealed);
  return sourceOf(source.kind).publicKey?.(source.settings, secret) ?? null;
}

/** Where the drop's server is does not depend on whose drop it is. */
async function withServer(instructions: Instructions): Promise<Instructions> {
  if (!instructions.drop) return instructions;
  return { ...instructions, drop: { ...instructions.drop, server: await findDropServer() } };
}
