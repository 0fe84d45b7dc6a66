import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SftpClient from "ssh2-sftp-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tenantDb } from "@/lib/db/tenant";
import { createDefender } from "@/lib/drop-server/defender";
import { dropDoors } from "@/lib/drop-server/doors";
import type { DropServer } from "@/lib/drop-server/server";
import { string, uint32 } from "@/lib/drop-server/sftp/bytes";
import { addDropKey, removeDropKey } from "@/lib/drops/keys";
import { makeDropSecret, revokeDropSecret } from "@/lib/drops/secrets";
import { createLog } from "@/lib/log";
import { newKey } from "@/lib/runtime/demo/new-key";
import { testDb } from "../../support/db";
import { at, FLAG, STATUS } from "../../support/drop-attacker";
import { connectClient, HOST_KEY_LINE, startTestDropServer } from "../../support/drop-server";
import { bytesOf, mintDrop, rowsOf, textOf } from "../../support/drops";
import { NO_ATTRS, openRawSftp, path, TYPE } from "../../support/raw-sftp";
import { sftpBatch } from "../../support/sftp-command";
import { mintTenant } from "../../support/tenant";
import { until } from "../../support/until";

const { db, sql } = testDb();
const deps = { db, clock: () => new Date(), log: createLog("drop") };
const folder = mkdtempSync(join(tmpdir(), "rollcall-two-"));
let [one, two]: (DropServer | undefined)[] = [];

beforeAll(async () => {
  const start = () =>
    startTestDropServer({
      doors: dropDoors(deps),
      defender: createDefender({ db: tenantDb(db, {}), clock: deps.clock, log: deps.log }),
    });
  [one, two] = [await start(), await start()];
});
afterAll(async () => {
  await one?.stop();
  await two?.stop();
});
const port = (server: DropServer | undefined) => server?.port ?? 0;

/** A drop with one key, and what to sign in with. */
async function keyedDrop() {
  const { ctx } = await mintTenant();
  const minted = await mintDrop(ctx);
  const key = newKey();
  await addDropKey(ctx, { id: minted.id, publicKey: key.public });
  const sftp = (server: DropServer | undefined, ...commands: string[]) =>
    sftpBatch({
      ...{ port: port(server), username: minted.username, privateKey: key.private, commands },
      hostKeyLine: HOST_KEY_LINE.split(" ").slice(0, 2).join(" "),
    });
  const connect = (server: DropServer | undefined) =>
    connectClient(port(server), { username: minted.username, privateKey: key.private });
  return { ...minted, ctx, key, sftp, connect };
}

function local(name: string, content: string | Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

test("what came in through one server is listed, fetched, renamed and deleted through another", async () => {
  const { drop, id, sftp } = await keyedDrop();
  const file = local("employees.csv", "ID,Email\n1,kim@example.com\n");
  const put = await sftp(one, "mkdir hr", `put ${file} hr/employees.csv`, `put ${file} old.csv`);
  expect(put).toMatchObject({ code: 0 });
  const back = join(folder, "back.csv");
  const other = await sftp(
    two,
    "ls -l hr",
    `get hr/employees.csv ${back}`,
    "rename hr/employees.csv old.csv",
    "rmdir hr",
  );
  expect(other).toMatchObject({ code: 0 });
  expect(other.output).toMatch(/-rw-------.* 27 .*employees\.csv/);
  expect(readFileSync(back, "utf8")).toContain("kim@example.com");
  expect(await textOf(drop, "old.csv")).toContain("kim@example.com");
  expect(await sftp(one, "rm old.csv", "ls -1")).toMatchObject({ code: 0 });
  expect((await rowsOf(id)).filter(({ state }) => state === "present")).toEqual([]);
});

test("an upload whose connection broke counts for nothing, and is resumed through another server", async () => {
  const { drop, id, sftp, connect } = await keyedDrop();
  const bytes = Buffer.from(randomBytes(3_000_000).toString("hex"));
  const file = local("large.csv", bytes);
  const client = await connect(one);
  const session = await openRawSftp(client);
  const flags = [uint32(FLAG.WRITE | FLAG.CREAT | FLAG.TRUNC), NO_ATTRS];
  const { handle } = await session.ask(TYPE.OPEN, path("large.csv"), ...flags);
  for (let position = 0; position < 4_000_000; position += 100_000) {
    const part = bytes.subarray(position, position + 100_000);
    expect((await session.ask(TYPE.WRITE, string(handle), at(BigInt(position)), string(part))).status).toBe(
      0,
    );
  }
  client.destroy();
  await until(async () => (await rowsOf(id)).some(({ state }) => state === "partial"));
  await expect(textOf(drop, "large.csv")).resolves.toHaveLength(4_000_000);
  expect((await rowsOf(id)).some(({ state }) => state === "present")).toBe(false);
  const { code, output } = await sftp(two, "ls -l", `reput ${file} large.csv`);
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).toContain(" 4000000 ");
  expect((await textOf(drop, "large.csv")) === bytes.toString()).toBe(true);
  expect(await bytesOf(id)).toHaveLength(1);
});

test("an upload over a file that was cut off leaves the old file in force, and can be resumed", async () => {
  const { drop, id, sftp, connect } = await keyedDrop();
  const bytes = Buffer.from("new,".repeat(100_000));
  await sftp(one, `put ${local("old.csv", "old".repeat(100))} people.csv`);
  const client = await connect(one);
  const session = await openRawSftp(client);
  const flags = [uint32(FLAG.WRITE | FLAG.CREAT | FLAG.TRUNC), NO_ATTRS];
  const { handle } = await session.ask(TYPE.OPEN, path("people.csv"), ...flags);
  await session.ask(TYPE.WRITE, string(handle), at(0n), string(bytes.subarray(0, 150_000)));
  client.destroy();
  await until(async () => (await rowsOf(id)).some(({ state }) => state === "partial"));
  const [present] = (await rowsOf(id)).filter(({ state }) => state === "present");
  expect(present).toMatchObject({ path: "people.csv", size: 300 });
  const { code, output } = await sftp(two, `reput ${local("new.csv", bytes)} people.csv`);
  expect({ code, output }).toMatchObject({ code: 0 });
  const text = await textOf(drop, "people.csv");
  expect([text.length, text === bytes.toString()]).toEqual([bytes.length, true]);
});

test("WinSCP's sequence: a .filepart starts nothing, and counts once it is renamed over the file", async () => {
  const { drop, id, connect } = await keyedDrop();
  const client = await connect(one);
  const session = await openRawSftp(client);
  const put = async (name: string, text: string) => {
    const flags = [uint32(FLAG.WRITE | FLAG.CREAT | FLAG.TRUNC), uint32(4), uint32(0o644)];
    const { handle } = await session.ask(TYPE.OPEN, path(`/${name}.filepart`), ...flags);
    await session.ask(TYPE.WRITE, string(handle), at(0n), string(text));
    expect((await session.ask(TYPE.CLOSE, string(handle))).status).toBe(0);
    // It sets the times of the file it has, and then moves it to its place.
    const times = [uint32(8), uint32(1_795_780_000), uint32(1_795_780_000)];
    expect((await session.ask(TYPE.SETSTAT, path(`/${name}.filepart`), ...times)).status).toBe(0);
  };
  const arrivals = async () =>
    (
      await sql`select count(*)::int as n from remote_sources where id = ${id} and last_arrival_at is not null`
    )[0]?.n;
  expect((await session.ask(TYPE.REALPATH, path("."))).names).toEqual(["/"]);
  expect((await session.ask(TYPE.LSTAT, path("/people.csv"))).status).toBe(STATUS.NO_SUCH_FILE);
  await put("people.csv", "first");
  const before = await arrivals().catch(() => null);
  const rename = [string("posix-rename@openssh.com"), path("/people.csv.filepart"), path("/people.csv")];
  expect((await session.ask(TYPE.EXTENDED, ...rename)).status).toBe(0);
  await put("people.csv", "second");
  const plain = [path("/people.csv.filepart"), path("/people.csv")];
  expect((await session.ask(TYPE.RENAME, ...plain)).status).toBe(STATUS.FAILURE);
  expect(await textOf(drop, "people.csv")).toBe("first");
  expect((await session.ask(TYPE.EXTENDED, ...rename)).status).toBe(0);
  expect(await textOf(drop, "people.csv")).toBe("second");
  expect(before === 0 || before === null).toBe(true);
  client.end();
});

test("ssh2-sftp-client puts, appends, lists, fetches and deletes", async () => {
  const { username, ctx, id } = await keyedDrop();
  const { secret } = await makeDropSecret(ctx, { id, kind: "password", label: "", days: null });
  const client = new SftpClient();
  await client.connect({ host: "127.0.0.1", port: port(one), username, password: secret });
  const bytes = randomBytes(600_000);
  await client.put(bytes, "/people.csv");
  await client.fastPut(local("fast.csv", bytes), "/fast.csv");
  await client.append(Buffer.from("tail"), "/people.csv");
  const listed = await client.list("/");
  expect(listed.map(({ name, type, size }) => [name, type, size])).toEqual([
    ["fast.csv", "-", 600_000],
    ["people.csv", "-", 600_004],
  ]);
  const [put, fast] = [await client.get("/people.csv"), await client.get("/fast.csv")];
  expect(Buffer.isBuffer(put) && put.equals(Buffer.concat([bytes, Buffer.from("tail")]))).toBe(true);
  expect(Buffer.isBuffer(fast) && fast.equals(bytes)).toBe(true);
  await client.delete("/people.csv");
  expect(await client.exists("/people.csv")).toBe(false);
  await client.end();
});

test("a password that is revoked, or a key that is removed, lets nobody in and ends what it opened", async () => {
  const { ctx, id, username, connect } = await keyedDrop();
  const { secret } = await makeDropSecret(ctx, { id, kind: "password", label: "", days: null });
  const [byPassword, byKey] = [
    await connectClient(port(one), { username, password: secret }),
    await connect(one),
  ];
  const sessions = [await openRawSftp(byPassword), await openRawSftp(byKey)];
  const [password] = await sql`select id from drop_secrets where source_id = ${id} and kind = 'password'`;
  const [key] = await sql`select id from drop_keys where source_id = ${id}`;
  await revokeDropSecret(ctx, { id, secretId: password?.id });
  await removeDropKey(ctx, { id, keyId: key?.id });
  for (const session of sessions) {
    expect((await session.ask(TYPE.OPENDIR, path("/"))).status).toBe(STATUS.DENIED);
    await session.closed;
  }
  await expect(connectClient(port(two), { username, password: secret })).rejects.toThrow("authentication");
  await expect(connect(two)).rejects.toThrow("authentication");
});

test("the drop of another organization is another folder, whatever the path", async () => {
  const [ours, theirs] = [await keyedDrop(), await keyedDrop()];
  await theirs.sftp(one, `put ${local("secret.csv", "salaries")} secret.csv`);
  const { output } = await ours.sftp(
    one,
    ...[
      `-get ../${theirs.username}/secret.csv /dev/null`,
      "-get secret.csv /dev/null",
      "-rm /secret.csv",
      "ls -la /",
    ],
  );
  expect(output.match(/not found|No such file/g)?.length).toBeGreaterThanOrEqual(3);
  expect(await textOf(theirs.drop, "secret.csv")).toBe("salaries");
  const guest = connectClient(port(one), { username: theirs.username, privateKey: ours.key.private });
  await expect(guest).rejects.toThrow("authentication");
});
