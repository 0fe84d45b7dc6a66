import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkRemoteSource } from "@/lib/remote-sources/check";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { renewPassword } from "@/lib/remote-sources/renew-password";
import { startSampleServer } from "@/lib/runtime/demo/sftp-server";
import { testDb } from "../support/db";
import { mintTenant } from "../support/tenant";

const { sql } = testDb();
let folder: string;
let server: { port: number; stop: () => Promise<void> };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rollcall-renew-"));
  const root = join(folder, "home");
  await mkdir(root, { recursive: true });
  const login = { root, port: 0, username: "rollcall", password: "right" };
  server = await startSampleServer({ ...login, hostKeyFile: join(folder, "key") });
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

async function mint(authKind: "password" | "key_pair" = "password") {
  const { ctx, orgId } = await mintTenant();
  const { id } = await createRemoteSource(ctx, {
    ...{ kind: "sftp", name: "HR", host: "127.0.0.1", port: server.port, username: "rollcall" },
    ...{ authKind: "password", password: "wrong", privateKey: "", passphrase: "" },
  });
  if (authKind !== "password")
    await sql`update remote_sources set settings = jsonb_set(settings, '{authKind}', '"key_pair"') where id = ${id}`;
  return { ctx, id, orgId };
}

const sealed = async (id: string) =>
  (await sql`select credentials_sealed as it from remote_sources where id = ${id}`)[0]?.it;

test("A password that the server accepts replaces the stored one; everything else of the source stays", async () => {
  const { ctx, id, orgId } = await mint();
  const [before] = await sql`select name, settings from remote_sources where id = ${id}`;
  await renewPassword(ctx, { id, password: "right" });
  const watch = { signal: AbortSignal.timeout(30_000), onStage: () => undefined };
  expect((await checkRemoteSource(ctx, { id }, watch)).result.ok).toBe(true);
  const [after] = await sql`select name, settings from remote_sources where id = ${id}`;
  expect(after).toEqual(before);
  const log = await sql`select detail::text as it from audit_log where org_id = ${orgId}`;
  expect(log.map(({ it }) => it).join()).not.toMatch(/"right"|"wrong"/);
});

test("One that it refuses is not kept, and the server's answer is shown", async () => {
  const { ctx, id } = await mint();
  const was = await sealed(id);
  await expect(renewPassword(ctx, { id, password: "nope" })).rejects.toMatchObject({
    code: "invalid_input",
    fieldErrors: { password: expect.stringMatching(/password/i) },
  });
  expect(await sealed(id)).toBe(was);
});

test("A source that signs in with a key has no password to enter", async () => {
  const { ctx, id } = await mint("key_pair");
  await expect(renewPassword(ctx, { id, password: "right" })).rejects.toMatchObject({ code: "conflict" });
});

test("A member who has not shown their own password lately is asked for it first", async () => {
  const { ctx, id } = await mint();
  const was = await sealed(id);
  const asked = renewPassword({ ...ctx, confirmedAt: null }, { id, password: "right" });
  await expect(asked).rejects.toMatchObject({ code: "confirm_needed" });
  expect(await sealed(id)).toBe(was);
});
