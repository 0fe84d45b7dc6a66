import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CheckStage } from "@/drizzle/schema/remote-sources";
import type { Ctx } from "@/lib/context";
import { browseRemoteSource, checkRemoteSource } from "@/lib/remote-sources/check";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { sealCredentials } from "@/lib/remote-sources/credentials";
import { approveHostKey } from "@/lib/remote-sources/host-keys";
import { getRemoteSource } from "@/lib/remote-sources/read";
import { startSampleServer } from "@/lib/runtime/demo/sftp-server";
import { testDb } from "../support/db";
import { mintTenant } from "../support/tenant";

const { sql } = testDb();
const PASSWORD = "sample password";
let folder: string;
let first: { port: number; stop: () => Promise<void> };
/** The same login behind another host key. */
let second: typeof first;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rollcall-check-"));
  const root = join(folder, "home");
  await mkdir(join(root, "exports"), { recursive: true });
  await writeFile(join(root, "exports", "users.csv"), "ID,Email,First name,Last name,Mobile\n");
  const login = { root, port: 0, username: "rollcall", password: PASSWORD };
  first = await startSampleServer({ ...login, hostKeyFile: join(folder, "key-1") });
  second = await startSampleServer({ ...login, hostKeyFile: join(folder, "key-2") });
});

afterAll(async () => {
  await first.stop();
  await second.stop();
  await rm(folder, { recursive: true });
});

async function source(change: { password?: string; port?: number } = {}) {
  const { ctx } = await mintTenant();
  const { id } = await createRemoteSource(ctx, {
    kind: "sftp",
    name: "HR export",
    host: "127.0.0.1",
    port: change.port ?? first.port,
    username: "rollcall",
    authKind: "password",
    password: change.password ?? PASSWORD,
    privateKey: "",
    passphrase: "",
  });
  return { ctx, id };
}

async function check(ctx: Ctx, id: string, path?: string) {
  const told: CheckStage[] = [];
  const signal = AbortSignal.timeout(15_000);
  const outcome = await checkRemoteSource(
    ctx,
    { id, path },
    { signal, onStage: (stage) => told.push(stage) },
  );
  return { ...outcome, told };
}

/** The server at the source's address is set up anew. */
/** The server answers with another key from now on: its row, and the secret for it, name the second one. */
async function moveToSecond(ctx: Ctx, id: string) {
  const { port } = second;
  const place = { host: "127.0.0.1", port, username: "rollcall" };
  const owner = { orgId: ctx.orgId, id, kind: "sftp", settings: { place } } as const;
  const sealed = sealCredentials(owner, { kind: "password", password: PASSWORD });
  await sql`update remote_sources set credentials_sealed = ${sealed},
    settings = jsonb_set(settings, '{place}', ${sql.json(place)}) where id = ${id}`;
}

describe("checking a connection", () => {
  it("tells each stage as it ends, keeps the result, and pins the key it saw", async () => {
    const { ctx, id } = await source();
    const { result, hostKey, told } = await check(ctx, id);
    expect(result.ok).toBe(true);
    expect(told).toEqual(result.stages);
    expect(hostKey).toMatchObject({
      state: "pinned",
      key: { fingerprint: expect.stringMatching(/^SHA256:/) },
    });
    expect(await getRemoteSource(ctx, id)).toMatchObject({ lastCheck: result, hostKey: hostKey?.key });
    expect((await check(ctx, id)).hostKey?.state).toBe("same");
  });

  it("says that the password was refused, and what to do", async () => {
    const { ctx, id } = await source({ password: "wrong" });
    const { result } = await check(ctx, id);
    expect(result.ok).toBe(false);
    const failed = result.stages.find((stage) => !stage.ok);
    expect(failed).toMatchObject({ stage: "sign_in", message: "Connection error: Password login failed" });
    expect(failed?.remedy).toBeTruthy();
    expect((await getRemoteSource(ctx, id)).lastCheck).toEqual(result);
  });

  it("stops before signing in when the server shows another key, until that very key is approved", async () => {
    const { ctx, id } = await source();
    const before = await check(ctx, id);
    await moveToSecond(ctx, id);
    const changed = await check(ctx, id);
    expect(changed.result.stages.at(-1)).toMatchObject({
      stage: "host_key",
      ok: false,
      message: "Connection error: Host key changed",
    });
    expect(changed.hostKey?.state).toBe("changed");
    expect(await getRemoteSource(ctx, id)).toMatchObject({
      hostKey: before.hostKey?.key,
      hostKeySeen: changed.hostKey?.key,
    });
    await approveHostKey(ctx, { id, fingerprint: changed.hostKey?.key.fingerprint ?? "" });
    expect((await check(ctx, id)).result.ok).toBe(true);
  });

  it("looks for a file when it is asked to, without keeping that as the check of the connection", async () => {
    const { ctx, id } = await source();
    const found = await check(ctx, id, "exports/users.csv");
    expect(found.result.stages.map(({ stage }) => stage)).toContain("read_header");
    expect(found.result.ok).toBe(true);
    const missing = await check(ctx, id, "exports/nobody.csv");
    expect(missing.result.stages.at(-1)).toMatchObject({ stage: "find_file", ok: false });
    expect((await getRemoteSource(ctx, id)).lastCheck).toBeNull();
  });

  it("is counted, so that nobody can try servers without end", async () => {
    const { ctx, id } = await source({ port: 1 });
    const codes: string[] = [];
    for (let tries = 0; tries < 33; tries += 1) {
      const code = await check(ctx, id).then(
        () => "checked",
        (error: { code: string }) => error.code,
      );
      codes.push(code);
    }
    expect(codes.slice(0, 30)).toEqual(Array(30).fill("checked"));
    expect(codes.at(-1)).toBe("throttled");
  });
});

describe("browsing a server", () => {
  it("lists folders and files, starting in the home folder", async () => {
    const { ctx, id } = await source();
    const list = (at: string) => browseRemoteSource(ctx, { id, folder: at }, AbortSignal.timeout(15_000));
    expect((await list("")).entries).toMatchObject([{ name: "exports", kind: "folder" }]);
    expect((await list("exports")).entries).toMatchObject([{ name: "users.csv", kind: "file" }]);
    await expect(list("nowhere")).rejects.toMatchObject({ code: "source_path" });
  });

  it("lists nothing of a server that shows another key", async () => {
    const { ctx, id } = await source();
    await check(ctx, id);
    await moveToSecond(ctx, id);
    const listing = browseRemoteSource(ctx, { id, folder: "" }, AbortSignal.timeout(15_000));
    await expect(listing).rejects.toMatchObject({ code: "source_host_key" });
  });
});
