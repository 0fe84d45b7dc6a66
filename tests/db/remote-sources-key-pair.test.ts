import { describe, expect, it } from "vitest";
import type { Ctx } from "@/lib/context";
import { checkEntered } from "@/lib/remote-sources/check-entered";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { findPublicKey, resolveRemoteSource } from "@/lib/remote-sources/credentials";
import { openDraft, sealDraft } from "@/lib/remote-sources/draft-secret";
import { makeSftpKeyPair } from "@/lib/remote-sources/make-key-pair";
import { getRemoteSource, listRemoteSourceNames } from "@/lib/remote-sources/read";
import { type CreateRemoteSourceInput, createRemoteSourceInput } from "@/lib/remote-sources/schema";
import { updateRemoteSource } from "@/lib/remote-sources/update";
import { testDb } from "../support/db";
import { startTestServer, USERNAME } from "../support/sftp-server";
import { mintTenant } from "../support/tenant";

const { sql } = testDb();

const login = (keyDraft: string, change: { port?: number; username?: string } = {}) => ({
  kind: "sftp" as const,
  name: "HR export",
  host: "127.0.0.1",
  port: change.port ?? 22,
  username: change.username ?? USERNAME,
  authKind: "key_pair" as const,
  ...{ password: "", privateKey: "", passphrase: "", keyDraft },
});
const check = (ctx: Ctx, input: Parameters<typeof checkEntered>[1]) =>
  checkEntered(ctx, input, { signal: AbortSignal.timeout(15_000), onStage: () => {} });

async function setting() {
  const { ctx } = await mintTenant();
  const made = await makeSftpKeyPair(ctx, { type: "ed25519" });
  const { id } = await createRemoteSource(ctx, login(made.draft));
  return { ctx, id, made };
}

describe("a key pair that is made here", () => {
  it.each(["ed25519", "rsa"] as const)(
    "of type %s signs in once its public key is installed, and is saved as checked",
    async (type) => {
      const { ctx } = await mintTenant();
      const { draft, publicKey } = await makeSftpKeyPair(ctx, { type });
      expect(publicKey).toMatch(
        type === "rsa" ? /^ssh-rsa \S{700,} rollcall$/ : /^ssh-ed25519 \S{68} rollcall$/,
      );
      const server = await startTestServer({ policy: "key", publicKey });
      const input = login(draft, { port: server.port });
      const { result, proof } = await check(ctx, input);
      expect(result.ok).toBe(true);
      const { id } = await createRemoteSource(ctx, { ...input, proof: proof ?? "" });
      expect((await getRemoteSource(ctx, id)).lastCheck?.ok).toBe(true);
      expect(await findPublicKey(ctx, id)).toBe(publicKey);
      await server.stop();
    },
  );

  it("stores nothing until the form is saved, and never shows its private half", async () => {
    const { ctx } = await mintTenant();
    const made = await makeSftpKeyPair(ctx, { type: "ed25519" });
    expect(await listRemoteSourceNames(ctx)).toEqual([]);
    expect(JSON.stringify(made)).not.toContain("PRIVATE KEY");
    const { id } = await createRemoteSource(ctx, login(made.draft));
    const { auth } = (await resolveRemoteSource(ctx, id)) as { auth: { privateKey: string } };
    expect(auth.privateKey).toContain("PRIVATE KEY");
    const [row] = await sql`select * from remote_sources where id = ${id}`;
    const audit = await sql`select * from audit_log where target_id = ${id}`;
    const told = JSON.stringify([row, audit, await getRemoteSource(ctx, id)]);
    expect(told).not.toContain("PRIVATE KEY");
    expect(told).not.toContain(made.draft);
  });

  it("is worth nothing in another organization, for another kind, or after a day", async () => {
    const { ctx } = await mintTenant();
    const stranger = (await mintTenant()).ctx;
    const { draft } = await makeSftpKeyPair(ctx, { type: "ed25519" });
    await expect(createRemoteSource(stranger, login(draft))).rejects.toMatchObject({
      fieldErrors: { keyDraft: expect.stringContaining("Create a new one") },
    });
    expect(openDraft(ctx, "s3", draft)).toBeNull();
    const late = { ...ctx, clock: () => new Date(Date.now() + 25 * 60 * 60_000) } as Ctx;
    await expect(createRemoteSource(late, login(draft))).rejects.toMatchObject({ code: "invalid_input" });
    await expect(createRemoteSource(ctx, login(sealDraft(ctx, "sftp", { kind: "x" })))).rejects.toMatchObject(
      {
        code: "invalid_input",
      },
    );
  });

  it("has to be made before a form that wants one is saved", () => {
    const input: CreateRemoteSourceInput = login("");
    const { success, error } = createRemoteSourceInput.safeParse(input);
    expect(success).toBe(false);
    expect(error?.issues).toContainEqual(expect.objectContaining({ path: ["keyDraft"] }));
  });

  it("stays when the name changes, and is renewed by another one", async () => {
    const { ctx, id, made } = await setting();
    await updateRemoteSource(ctx, { ...login(""), id, name: "Renamed" });
    expect(await findPublicKey(ctx, id)).toBe(made.publicKey);
    const next = await makeSftpKeyPair(ctx, { type: "ed25519" });
    // The old one is used until the new one is saved.
    expect(await findPublicKey(ctx, id)).toBe(made.publicKey);
    await updateRemoteSource(ctx, { ...login(next.draft), id });
    expect(await findPublicKey(ctx, id)).toBe(next.publicKey);
  });

  it.each([{ port: 2222 }, { username: "other" }])("never follows to another place: %j", async (change) => {
    const { ctx, id } = await setting();
    const moved = { ...login("", change), id };
    for (const attempt of [() => updateRemoteSource(ctx, moved), () => check(ctx, moved)]) {
      await expect(attempt()).rejects.toMatchObject({
        fieldErrors: { keyDraft: expect.stringContaining("Create a new key pair") },
      });
    }
    // Nor under the name of a key that was pasted.
    const pasted = { ...moved, authKind: "private_key" as const };
    await expect(updateRemoteSource(ctx, pasted)).rejects.toMatchObject({
      fieldErrors: { privateKey: expect.any(String) },
    });
  });

  it("of RSA is made beside the event loop", async () => {
    const { ctx } = await mintTenant();
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 5);
    const begun = performance.now();
    await makeSftpKeyPair(ctx, { type: "rsa" });
    clearInterval(timer);
    expect(turns).toBeGreaterThan((performance.now() - begun) / 200);
  });
});
