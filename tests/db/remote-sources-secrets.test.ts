import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SftpTarget } from "@/lib/pipeline/source/sftp/target";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { resolveRemoteSource } from "@/lib/remote-sources/credentials";
import { approveHostKey, pinHostKey } from "@/lib/remote-sources/host-keys";
import type { CreateRemoteSourceInput } from "@/lib/remote-sources/schema";
import { updateRemoteSource } from "@/lib/remote-sources/update";
import { testDb } from "../support/db";
import { mintTenant } from "../support/tenant";

/* A stored secret is only ever used for the host, port and user that it was entered for. */

const { sql } = testDb();
const BLANK = { password: "", privateKey: "", passphrase: "" };
const BY_PASSWORD: CreateRemoteSourceInput = {
  ...BLANK,
  kind: "sftp",
  name: "HR export",
  host: "sftp.example.com",
  port: 22,
  username: "rollcall",
  authKind: "password",
  password: "open sesame 42",
};
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});
const BY_KEY: CreateRemoteSourceInput = { ...BY_PASSWORD, ...BLANK, authKind: "private_key", privateKey };
const KEY = { type: "ssh-ed25519", blob: "AAAA", fingerprint: "SHA256:ours" };
const FOREIGN_KEY = { type: "ssh-ed25519", blob: "BBBB", fingerprint: "SHA256:theirs" };

const rowOf = async (id: string) => (await sql`select * from remote_sources where id = ${id}`)[0];
const lastAudit = async (id: string) =>
  (await sql`select action, detail from audit_log where target_id = ${id} order by id desc limit 1`)[0];

async function setting(input = BY_PASSWORD) {
  const { ctx } = await mintTenant();
  const { id } = await createRemoteSource(ctx, input);
  return { ctx, id };
}

const MOVES = [{ host: "attacker.example.com" }, { port: 2222 }, { username: "somebody" }];

describe("another host, port or user", () => {
  it.each(MOVES)("asks for the password again (%j), whatever passphrase is sent along", async (move) => {
    const { ctx, id } = await setting();
    const before = await rowOf(id);
    for (const passphrase of ["", "x"]) {
      const input = { ...BY_PASSWORD, ...BLANK, ...move, passphrase, id };
      await expect(updateRemoteSource(ctx, input)).rejects.toMatchObject({
        code: "invalid_input",
        fieldErrors: { password: expect.stringContaining("again") },
      });
    }
    expect(await rowOf(id)).toEqual(before);
  });

  it.each(MOVES)("asks for the private key again (%j), also when its passphrase is entered", async (move) => {
    const { ctx, id } = await setting(BY_KEY);
    const before = await rowOf(id);
    for (const passphrase of ["", "x"]) {
      const input = { ...BY_KEY, ...BLANK, ...move, passphrase, id };
      await expect(updateRemoteSource(ctx, input)).rejects.toMatchObject({
        code: "invalid_input",
        fieldErrors: { privateKey: expect.stringContaining("again") },
      });
    }
    expect(await rowOf(id)).toEqual(before);
  });

  it("is not asked about when the host differs in case only, and the secret still opens", async () => {
    const { ctx, id } = await setting();
    await updateRemoteSource(ctx, { ...BY_PASSWORD, ...BLANK, host: "SFTP.example.com", id });
    expect(await resolveRemoteSource(ctx, id)).toMatchObject({
      host: "SFTP.example.com",
      auth: { password: "open sesame 42" },
    });
  });

  it("never hands over the old secret, whatever is edited in whatever order", async () => {
    const edit = fc.record({
      host: fc.constantFrom("sftp.example.com", "attacker.example.com"),
      port: fc.constantFrom(22, 2222),
      username: fc.constantFrom("rollcall", "somebody"),
      password: fc.constantFrom("", "", "typed by the attacker"),
      passphrase: fc.constantFrom("", "x"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 5 }), async (edits) => {
        const { ctx, id } = await setting();
        let entered = {
          host: "sftp.example.com",
          port: 22,
          username: "rollcall",
          password: "open sesame 42",
        };
        for (const { passphrase, ...values } of edits) {
          const input = { ...BY_PASSWORD, ...BLANK, ...values, passphrase, id };
          const done = await updateRemoteSource(ctx, input).then(
            () => true,
            () => false,
          );
          if (done && values.password !== "") entered = values;
          const { host, port, username, auth } = (await resolveRemoteSource(ctx, id)) as SftpTarget;
          const password = auth.kind === "password" ? auth.password : null;
          expect({ host, port, username, password }).toEqual(entered);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("a passphrase", () => {
  it("is no part of signing in by password: nothing is replaced, and the audit log says so", async () => {
    const { ctx, id } = await setting();
    await pinHostKey(ctx, { id, hostKey: KEY });
    const before = await rowOf(id);
    await updateRemoteSource(ctx, { ...BY_PASSWORD, ...BLANK, passphrase: "x", id });
    expect(await rowOf(id)).toMatchObject({
      credentials_sealed: before?.credentials_sealed,
      credentials_set_at: before?.credentials_set_at,
      host_key: KEY,
    });
    expect((await lastAudit(id))?.detail).toMatchObject({ secretReplaced: false, hostKeyForgotten: false });
  });
});

describe("the audit log", () => {
  it("says that a secret was replaced and a host key forgotten, exactly when they were", async () => {
    const { ctx, id } = await setting();
    await pinHostKey(ctx, { id, hostKey: KEY });
    await updateRemoteSource(ctx, { ...BY_PASSWORD, password: "second", id });
    expect((await lastAudit(id))?.detail).toMatchObject({ secretReplaced: true, hostKeyForgotten: false });
    await updateRemoteSource(ctx, { ...BY_PASSWORD, host: "new.example.com", id });
    expect((await lastAudit(id))?.detail).toMatchObject({ secretReplaced: true, hostKeyForgotten: true });
  });
});

describe("the database", () => {
  it.each(MOVES)("refuses another target under the same secret (%j)", async (move) => {
    const { id } = await setting();
    const moved = sql`settings = jsonb_set(settings, '{place}', settings -> 'place' || ${sql.json(move)})`;
    await expect(sql`update remote_sources set ${moved} where id = ${id}`).rejects.toThrow(
      "A stored secret stays with the host, port and user it was entered for",
    );
  });

  it.each(MOVES)("keeps a secret that can't be opened for another target (%j)", async (move) => {
    const { ctx, id } = await setting();
    await sql.begin(async (tx) => {
      await tx`alter table remote_sources disable trigger remote_sources_secret_stays`;
      await tx`update remote_sources
        set settings = jsonb_set(settings, '{place}', settings -> 'place' || ${tx.json(move)}) where id = ${id}`;
      await tx`alter table remote_sources enable trigger remote_sources_secret_stays`;
    });
    await expect(resolveRemoteSource(ctx, id)).rejects.toThrow("could not be opened");
  });
});

describe("sensitive changes", () => {
  const LONG_AGO = new Date(Date.now() - 11 * 60_000);
  const refused = { code: "confirm_needed" };

  it("of the secret or the target ask for the member's password again after ten minutes, a new name does not", async () => {
    const { ctx, id } = await setting();
    const stale = { ...ctx, confirmedAt: LONG_AGO };
    const before = await rowOf(id);
    for (const change of [{ password: "new" }, { password: "new", host: "new.example.com" }]) {
      const input = { ...BY_PASSWORD, ...change, id };
      await expect(updateRemoteSource(stale, input)).rejects.toMatchObject(refused);
    }
    expect(await rowOf(id)).toEqual(before);
    await updateRemoteSource(stale, { ...BY_PASSWORD, ...BLANK, name: "Renamed", id });
    expect((await rowOf(id))?.name).toBe("Renamed");
  });

  it("include approving a host key", async () => {
    const { ctx, id } = await setting();
    await pinHostKey(ctx, { id, hostKey: KEY });
    await pinHostKey(ctx, { id, hostKey: FOREIGN_KEY });
    const stale = { ...ctx, confirmedAt: LONG_AGO };
    const { fingerprint } = FOREIGN_KEY;
    await expect(approveHostKey(stale, { id, fingerprint })).rejects.toMatchObject(refused);
    expect((await rowOf(id))?.host_key).toEqual(KEY);
    await approveHostKey(ctx, { id, fingerprint });
    expect((await rowOf(id))?.host_key).toEqual(FOREIGN_KEY);
  });
});
