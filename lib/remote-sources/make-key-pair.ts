import type { Ctx } from "@/lib/context";
import { type KeyType, makeKeyPair } from "@/lib/pipeline/source/sftp/key-pair";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";
import { sealDraft } from "@/lib/remote-sources/draft-secret";

/** The private half is sealed and never shown; only a form of this organization can save it. */
export type MadeKeyPair = { draft: string; publicKey: string; fingerprint: string };

/** Makes a key pair for the form of an SFTP server. Nothing is stored until that form is saved. Throws `throttled`. */
export async function makeSftpKeyPair(ctx: Ctx, { type }: { type: KeyType }): Promise<MadeKeyPair> {
  await consumeRateLimit(ctx, "keyPair", ctx.orgId);
  const { privateKey, publicKey, fingerprint } = await makeKeyPair(type);
  const draft = sealDraft(ctx, "sftp", { kind: "private_key", privateKey });
  ctx.log.info("remote_source.key_pair_made", { type });
  return { draft, publicKey, fingerprint };
}
