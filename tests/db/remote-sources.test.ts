import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { HostKey } from "@/drizzle/schema/remote-sources";
import type { Ctx } from "@/lib/context";
import { listRemoteSources } from "@/lib/organizations/overview";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { resolveRemoteSource } from "@/lib/remote-sources/credentials";
import { deleteRemoteSource } from "@/lib/remote-sources/delete";
import { approveHostKey, pinHostKey } from "@/lib/remote-sources/host-keys";
import { getRemoteSource } from "@/lib/remote-sources/read";
import { type CreateRemoteSourceInput, createRemoteSourceInput } from "@/lib/remote-sources/schema";
import { updateRemoteSource } from "@/lib/remote-sources/update";
import { testDb } from "../support/db";
import { mintSync, mintTenant, mintWorkspace } from "../support/tenant";

const { sql } = testDb();
const PASSWORD = "open sesame 42";
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});

const BLANK = { password: "", privateKey: "", passphrase: "" };
const INPUT: CreateRemoteSourceInput = {
  ...BLANK,
  kind: "sftp",
  name: "HR export",
  host: "sftp.example.com",
  port: 22,
  username: "rollcall",
  authKind: "password",
  password: PASSWORD,
};
const KEYS: HostKey[] = ["one", "two", "three"].map((name) => ({
  type: "ssh-ed25519",
  blob: Buffer.from(name).toString("base64"),
  fingerprint: `SHA256:${name}`,
}));
const [first, second, third] = KEYS as [HostKey, HostKey, HostKey];

async function setting() {
  const { ctx } = await mintTenant();
  const { id } = await createRemoteSource(ctx, INPUT);
  return { ctx, id };
}

const rowOf = async (id: string) => (await sql`select * from remote_sources where id = ${id}`)[0];
const auditOf = async (id: string) =>
  (await sql`select action, detail from audit_log where target_id = ${id} order by id`).map(
    (row) => row.action,
  );

describe("the secret of a Remote Source", () => {
  it("opens for a run, and is nowhere to be read", async () => {
    const { ctx, id } = await setting();
    expect(await resolveRemoteSource(ctx, id)).toEqual({
      kind: "sftp",
      host: "sftp.example.com",
      port: 22,
      username: "rollcall",
      auth: { kind: "password", password: PASSWORD },
      hostKey: null,
      allowOutdated: false,
      startAt: "home",
    });
    const dump = JSON.stringify([
      await rowOf(id),
      await sql`select * from audit_log where target_id = ${id}`,
      await listRemoteSources(ctx),
      await getRemoteSource(ctx, id),
    ]);
    expect(dump).not.toContain("sesame");
    expect(JSON.stringify(await listRemoteSources(ctx))).not.toContain("ealed");
  });

  it("does not open after a database administrator has swapped it with another row's", async () => {
    const { ctx, id } = await setting();
    const other = await createRemoteSource(ctx, { ...INPUT, name: "Second" });
    await sql`update remote_sources set credentials_sealed =
      (select credentials_sealed from remote_sources where id = ${other.id}) where id = ${id}`;
    await expect(resolveRemoteSource(ctx, id)).rejects.toThrow("could not be opened");
  });

  it("stays when nothing was entered, and is replaced when something was", async () => {
    const { ctx, id } = await setting();
    await updateRemoteSource(ctx, { ...INPUT, ...BLANK, id, name: "Renamed" });
    expect(await resolveRemoteSource(ctx, id)).toMatchObject({
      auth: { kind: "password", password: PASSWORD },
    });
    await updateRemoteSource(ctx, { ...INPUT, id, username: "other", password: "new password" });
    expect(await resolveRemoteSource(ctx, id)).toMatchObject({ auth: { password: "new password" } });
    expect(await auditOf(id)).toEqual([
      "remote_source.create",
      "remote_source.update",
      "remote_source.update",
    ]);
  });

  it("is asked for when the way of signing in changes", async () => {
    const { ctx, id } = await setting();
    const blank = { ...INPUT, ...BLANK, id, authKind: "private_key" as const };
    await expect(updateRemoteSource(ctx, blank)).rejects.toMatchObject({
      code: "invalid_input",
      fieldErrors: { privateKey: expect.any(String) },
    });
    await updateRemoteSource(ctx, { ...blank, privateKey });
    expect(await resolveRemoteSource(ctx, id)).toMatchObject({ auth: { kind: "private_key" } });
  });

  it("is refused when it is a key that no connection could use", async () => {
    const { ctx } = await mintTenant();
    const broken = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----";
    const input = { ...INPUT, ...BLANK, authKind: "private_key" as const, privateKey: broken };
    await expect(createRemoteSource(ctx, input)).rejects.toMatchObject({ code: "invalid_input" });
    expect(await listRemoteSources(ctx)).toEqual([]);
  });
});

describe("the host key of a Remote Source", () => {
  it("is pinned at first sight, and only told about when it changes", async () => {
    const { ctx, id } = await setting();
    expect(await pinHostKey(ctx, { id, hostKey: first })).toBe("pinned");
    expect(await pinHostKey(ctx, { id, hostKey: first })).toBe("same");
    expect(await pinHostKey(ctx, { id, hostKey: second })).toBe("changed");
    expect(await getRemoteSource(ctx, id)).toMatchObject({ hostKey: first, hostKeySeen: second });
    expect(await auditOf(id)).toEqual([
      "remote_source.create",
      "remote_source.pin_host_key",
      "remote_source.host_key_changed",
    ]);
  });

  it("is replaced by exactly the one that was compared", async () => {
    const { ctx, id } = await setting();
    await pinHostKey(ctx, { id, hostKey: first });
    await pinHostKey(ctx, { id, hostKey: second });
    await pinHostKey(ctx, { id, hostKey: third });
    await expect(approveHostKey(ctx, { id, fingerprint: second.fingerprint })).rejects.toMatchObject({
      code: "conflict",
    });
    await approveHostKey(ctx, { id, fingerprint: third.fingerprint });
    expect(await getRemoteSource(ctx, id)).toMatchObject({ hostKey: third, hostKeySeen: null });
  });

  it("stays pinned until the address changes together with a newly entered secret", async () => {
    const { ctx, id } = await setting();
    await pinHostKey(ctx, { id, hostKey: first });
    await updateRemoteSource(ctx, { ...INPUT, id, password: "another" });
    expect((await resolveRemoteSource(ctx, id)).hostKey).toEqual(first);
    await updateRemoteSource(ctx, { ...INPUT, id, host: "new.example.com" });
    expect((await resolveRemoteSource(ctx, id)).hostKey).toBeNull();
  });
});

describe("the result of the last check", () => {
  it("is forgotten when the connection changes, not when the name does", async () => {
    const { ctx, id } = await setting();
    const check = { ok: true, at: "2026-05-03T12:00:00Z", stages: [] };
    await sql`update remote_sources set last_check = ${sql.json(check)} where id = ${id}`;
    await updateRemoteSource(ctx, { ...INPUT, ...BLANK, id, name: "Renamed" });
    expect((await getRemoteSource(ctx, id)).lastCheck).toEqual(check);
    await updateRemoteSource(ctx, { ...INPUT, id, port: 2222 });
    expect((await getRemoteSource(ctx, id)).lastCheck).toBeNull();
  });
});

describe("outdated algorithms", () => {
  it("are off, and allowing them is in the audit log", async () => {
    const { ctx, id } = await setting();
    expect(await getRemoteSource(ctx, id)).toMatchObject({ settings: { allowOutdated: false } });
    await updateRemoteSource(ctx, { ...INPUT, ...BLANK, id, allowOutdated: true });
    expect(await resolveRemoteSource(ctx, id)).toMatchObject({ allowOutdated: true });
    const [entry] = await sql`select detail from audit_log where target_id = ${id} order by id desc limit 1`;
    expect(entry?.detail).toMatchObject({
      before: { allowOutdated: false },
      after: { allowOutdated: true },
      secretReplaced: false,
    });
  });

  it("stay allowed when an edit does not speak of them, and a check of before is forgotten", async () => {
    const { ctx, id } = await setting();
    const check = { ok: true, at: "2026-05-03T12:00:00Z", stages: [] };
    await sql`update remote_sources set last_check = ${sql.json(check)} where id = ${id}`;
    await updateRemoteSource(ctx, { ...INPUT, ...BLANK, id, allowOutdated: true });
    expect(await getRemoteSource(ctx, id)).toMatchObject({ lastCheck: null });
    await updateRemoteSource(ctx, { ...INPUT, ...BLANK, id, name: "Renamed" });
    expect(await getRemoteSource(ctx, id)).toMatchObject({
      name: "Renamed",
      settings: { allowOutdated: true },
    });
  });
});

describe("the name of a Remote Source", () => {
  it("is taken once an organization", async () => {
    const { ctx } = await setting();
    const { ctx: other } = await mintTenant();
    await expect(createRemoteSource(ctx, INPUT)).rejects.toMatchObject({
      code: "conflict",
      fieldErrors: { name: expect.any(String) },
    });
    await expect(createRemoteSource(other, INPUT)).resolves.toBeDefined();
  });
});

describe("deleting a Remote Source", () => {
  it("is refused while it is attached, saying where", async () => {
    const { ctx, id } = await setting();
    const ws = await mintWorkspace(ctx, "Field staff");
    await mintSync(ws, { remoteSourceId: id, path: "a.csv" });
    await expect(deleteRemoteSource(ctx, id)).rejects.toThrow("Field staff");
    expect(await listRemoteSources(ctx)).toMatchObject([{ id, syncs: [{ path: "a.csv" }] }]);
  });

  it("takes the secret with it", async () => {
    const { ctx, id } = await setting();
    await deleteRemoteSource(ctx, id);
    expect(await rowOf(id)).toBeUndefined();
  });
});

describe("a stranger", () => {
  it("finds none of it", async () => {
    const { id } = await setting();
    const { ctx } = await mintTenant();
    const attempts: ((ctx: Ctx) => Promise<unknown>)[] = [
      (who) => getRemoteSource(who, id),
      (who) => resolveRemoteSource(who, id),
      (who) => updateRemoteSource(who, { ...INPUT, id }),
      (who) => deleteRemoteSource(who, id),
      (who) => pinHostKey(who, { id, hostKey: first }),
      (who) => approveHostKey(who, { id, fingerprint: first.fingerprint }),
    ];
    const before = await rowOf(id);
    for (const attempt of attempts) await expect(attempt(ctx)).rejects.toMatchObject({ code: "not_found" });
    expect(await listRemoteSources(ctx)).toEqual([]);
    expect(await rowOf(id)).toEqual(before);
  });
});

describe("the form of a Remote Source", () => {
  const RAW = { ...INPUT, port: "22" };
  it.each([
    [{ host: "sftp://sftp.example.com" }, "host", "Enter only the host here: sftp.example.com."],
    [{ host: "sftp.example.com/exports" }, "host", "The path of the file is entered"],
    [{ host: "me@sftp.example.com" }, "host", "The user me goes into the field User."],
    [{ host: "sftp.example.com:2222" }, "host", "The port 2222 goes into the field Port."],
    [{ host: "two words" }, "host", "not a host name"],
    [{ port: "0" }, "port", "1 to 65535"],
    [{ port: "ssh" }, "port", "number"],
    [{ username: " " }, "username", "Enter the user"],
    [{ password: "" }, "password", "Enter the password"],
    [{ authKind: "private_key" as const }, "privateKey", "Paste the private key"],
    [{ authKind: "private_key" as const, privateKey: "ssh-ed25519 AAAA" }, "privateKey", "public key"],
  ])("says what is wrong with %j", (change, field, words) => {
    const issues = createRemoteSourceInput.safeParse({ ...RAW, ...change }).error?.issues ?? [];
    expect(issues.find((issue) => issue.path[0] === field)?.message).toContain(words);
  });

  it("keeps a host beyond ASCII as it is looked up, and a password to its last blank", () => {
    const raw = { ...RAW, host: "münchen.example", password: " two words " };
    expect(createRemoteSourceInput.parse(raw)).toMatchObject({
      host: "xn--mnchen-3ya.example",
      password: " two words ",
    });
  });

  it.each(["sftp.example.com", "10.0.0.7", "2001:db8::7", "sftp_host", "localhost"])(
    "takes the host %s",
    (host) => {
      expect(createRemoteSourceInput.safeParse({ ...RAW, host }).success).toBe(true);
    },
  );
});
