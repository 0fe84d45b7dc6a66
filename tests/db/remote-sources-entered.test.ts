import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx } from "@/lib/context";
import { listRemoteSources } from "@/lib/organizations/overview";
import { checkRemoteSource } from "@/lib/remote-sources/check";
import { checkEntered } from "@/lib/remote-sources/check-entered";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { getRemoteSource } from "@/lib/remote-sources/read";
import { updateRemoteSource } from "@/lib/remote-sources/update";
import { startSampleServer } from "@/lib/runtime/demo/sftp-server";
import { testDb } from "../support/db";
import { startTestServer } from "../support/sftp-server";
import { mintTenant } from "../support/tenant";

const { sql } = testDb();
const PASSWORD = "sample password";
let folder: string;
let server: { port: number; stop: () => Promise<void> };
/** The same login behind another host key. */
let other: typeof server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rollcall-entered-"));
  await writeFile(join(folder, "users.csv"), "ID,Email\n");
  const login = { root: folder, port: 0, username: "rollcall", password: PASSWORD };
  server = await startSampleServer({ ...login, hostKeyFile: join(folder, ".key-1") });
  other = await startSampleServer({ ...login, hostKeyFile: join(folder, ".key-2") });
});

afterAll(async () => {
  await server.stop();
  await other.stop();
  await rm(folder, { recursive: true });
});

const entered = (change: Partial<ReturnType<typeof base>> = {}) => ({ ...base(), ...change });
const base = () => ({
  kind: "sftp" as const,
  name: "HR export",
  host: "127.0.0.1",
  port: server.port,
  username: "rollcall",
  authKind: "password" as const,
  password: PASSWORD,
  privateKey: "",
  passphrase: "",
});

const check = (ctx: Ctx, input: Parameters<typeof checkEntered>[1]) =>
  checkEntered(ctx, input, { signal: AbortSignal.timeout(15_000), onStage: () => {} });

async function saved() {
  const { ctx } = await mintTenant();
  const { proof, hostKey } = await check(ctx, entered());
  const { id } = await createRemoteSource(ctx, { ...entered(), proof: proof ?? "" });
  return { ctx, id, hostKey };
}

describe("a new source that is checked before it is saved", () => {
  it("stores nothing while it is checked, and is saved with what the check has shown", async () => {
    const { ctx } = await mintTenant();
    const { result, hostKey, proof } = await check(ctx, entered());
    expect(result.ok).toBe(true);
    expect(hostKey).toMatchObject({ state: "new", key: { fingerprint: expect.stringMatching(/^SHA256:/) } });
    expect(await listRemoteSources(ctx)).toEqual([]);
    const { id } = await createRemoteSource(ctx, { ...entered(), proof: proof ?? "" });
    expect(await getRemoteSource(ctx, id)).toMatchObject({ lastCheck: result, hostKey: hostKey?.key });
    // The key is pinned: the next connection knows it.
    const again = await checkRemoteSource(
      ctx,
      { id },
      { signal: AbortSignal.timeout(15_000), onStage: () => {} },
    );
    expect(again.hostKey?.state).toBe("same");
  });

  it("that fails says why, gives no proof, and can be saved unchecked", async () => {
    const { ctx } = await mintTenant();
    const { result, proof } = await check(ctx, entered({ password: "wrong" }));
    expect(result.stages.at(-1)).toMatchObject({
      stage: "sign_in",
      message: "Connection error: Password login failed",
      remedy: expect.any(String),
    });
    expect(proof).toBeNull();
    const { id } = await createRemoteSource(ctx, entered({ password: "wrong" }));
    expect(await getRemoteSource(ctx, id)).toMatchObject({ lastCheck: null, hostKey: null });
  });

  it.each([
    ["another password", { password: "other" }],
    ["another user", { username: "other" }],
    ["another host", { host: "localhost" }],
  ])("is not saved as checked with %s", async (_, change) => {
    const { ctx } = await mintTenant();
    const { proof } = await check(ctx, entered());
    const save = createRemoteSource(ctx, { ...entered(change), proof: proof ?? "" });
    await expect(save).rejects.toMatchObject({ code: "conflict" });
    expect(await listRemoteSources(ctx)).toEqual([]);
  });

  it("is not saved as checked by another organization's check, or one of an hour ago", async () => {
    const { ctx } = await mintTenant();
    const stranger = (await mintTenant()).ctx;
    const { proof } = await check(ctx, entered());
    const late = { ...ctx, clock: () => new Date(Date.now() + 60 * 60_000) };
    for (const who of [stranger, late]) {
      const save = createRemoteSource(who as Ctx, { ...entered(), proof: proof ?? "" });
      await expect(save).rejects.toMatchObject({ code: "conflict" });
    }
  });

  it("is told its faults before anything is connected to", async () => {
    const { ctx } = await mintTenant();
    const watched = await startTestServer();
    const input = { ...entered({ port: watched.port, password: "" }) };
    await expect(check(ctx, input)).rejects.toMatchObject({ fieldErrors: { password: expect.any(String) } });
    expect(watched.secretsSeen).toBe(0);
    await watched.stop();
  });

  it("counts like every other check", async () => {
    const { ctx } = await mintTenant();
    const codes: string[] = [];
    for (let tries = 0; tries < 32; tries += 1) {
      const code = await check(ctx, entered({ port: 1 })).then(
        () => "checked",
        (error: { code: string }) => error.code,
      );
      codes.push(code);
    }
    expect(codes.slice(0, 30)).toEqual(Array(30).fill("checked"));
    expect(codes.at(-1)).toBe("throttled");
  });
});

describe("an edited source that is checked before it is saved", () => {
  it("is checked with the stored secret where none was entered, and saved as checked", async () => {
    const { ctx, id } = await saved();
    const input = { ...entered({ password: "", name: "Renamed" }), id };
    const { result, hostKey, proof } = await check(ctx, input);
    expect(hostKey?.state).toBe("same");
    await updateRemoteSource(ctx, { ...input, proof: proof ?? "" });
    expect(await getRemoteSource(ctx, id)).toMatchObject({ name: "Renamed", lastCheck: result });
  });

  it("never sends the stored secret to another server", async () => {
    const { ctx, id } = await saved();
    const watched = await startTestServer();
    const input = { ...entered({ port: watched.port, password: "" }), id };
    await expect(check(ctx, input)).rejects.toMatchObject({
      fieldErrors: { password: expect.stringContaining("again") },
    });
    expect(watched.secretsSeen).toBe(0);
    await watched.stop();
  });

  it("that moves has its new key to compare, which is pinned when it is saved", async () => {
    const { ctx, id, hostKey } = await saved();
    const input = { ...entered({ port: other.port }), id };
    const checked = await check(ctx, input);
    expect(checked.hostKey?.state).toBe("new");
    expect(checked.hostKey?.key).not.toEqual(hostKey?.key);
    expect((await getRemoteSource(ctx, id)).hostKey).toEqual(hostKey?.key);
    await updateRemoteSource(ctx, { ...input, proof: checked.proof ?? "" });
    expect(await getRemoteSource(ctx, id)).toMatchObject({
      hostKey: checked.hostKey?.key,
      lastCheck: { ok: true },
    });
  });

  it("whose server shows another key sends nothing, and has it to approve", async () => {
    const { ctx, id, hostKey } = await saved();
    await sql`update remote_sources set host_key = ${sql.json({ type: "ssh-ed25519", blob: "AAAA", fingerprint: "SHA256:x" })}
      where id = ${id}`;
    const checked = await check(ctx, { ...entered(), id });
    expect(checked).toMatchObject({ proof: null, hostKey: { state: "changed" } });
    expect(checked.result.stages.at(-1)).toMatchObject({ stage: "host_key", ok: false });
    expect((await getRemoteSource(ctx, id)).hostKeySeen).toEqual(hostKey?.key);
  });

  it("asks for the member's password where saving would", async () => {
    const { ctx, id } = await saved();
    const left = { ...ctx, confirmedAt: new Date(Date.now() - 11 * 60_000) } as Ctx;
    await expect(check(left, { ...entered({ password: "new" }), id })).rejects.toMatchObject({
      code: "confirm_needed",
    });
    const { result } = await check(left, { ...entered({ password: "", name: "Renamed" }), id });
    expect(result.ok).toBe(true);
  });
});
