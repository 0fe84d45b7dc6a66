import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DropServer } from "@/lib/drop-server/server";
import { newKey } from "@/lib/runtime/demo/new-key";
import { HOST_KEY_LINE, memoryDoors, startTestDropServer } from "../../support/drop-server";
import { type MemoryDrop, memoryDrop } from "../../support/memory-drop";
import { run, sftpBatch } from "../../support/sftp-command";

const key = newKey();
const folder = mkdtempSync(join(tmpdir(), "rollcall-openssh-"));
let drop: MemoryDrop;
let server: DropServer;

beforeAll(async () => {
  drop = memoryDrop({ "old.csv": "old" });
  const login = { folder: drop, password: "sésame ouvre-toi", keys: [key.public] };
  server = await startTestDropServer({ doors: memoryDoors(new Map([["drop-abc", login]])) });
});
afterAll(() => server.stop());

function local(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const sftp = (...commands: string[]) =>
  sftpBatch({
    port: server.port,
    username: "drop-abc",
    privateKey: key.private,
    hostKeyLine: HOST_KEY_LINE.split(" ").slice(0, 2).join(" "),
    commands,
  });

test("a file is put, listed, fetched, renamed over another one and deleted", async () => {
  const file = local("employees.csv", "ID,Email\n1,kim@example.com\n");
  const back = join(folder, "back.csv");
  const { code, output } = await sftp(
    `put ${file} employees.csv`,
    "mkdir hr",
    `put -p ${file} hr/second.csv`,
    "ls -l",
    `get hr/second.csv ${back}`,
    "rename employees.csv old.csv",
    "rm hr/second.csv",
    "rmdir hr",
    "pwd",
  );
  expect(output).toContain("Remote working directory: /");
  expect(code).toBe(0);
  expect(output).toMatch(/-rw-------.* 27 Nov 27 .*employees\.csv/);
  expect(readFileSync(back, "utf8")).toBe("ID,Email\n1,kim@example.com\n");
  expect([...drop.kept.keys()]).toEqual(["old.csv"]);
  expect(drop.text("old.csv")).toContain("kim@example.com");
});

test("a large file arrives whole, and one that was cut off is resumed by reput", async () => {
  const bytes = Buffer.alloc(9_000_000, "ID,Email,Name\n1,kim@example.com,Kim\n");
  const file = local("large.csv", bytes);
  expect((await sftp(`put ${file} large.csv`)).code).toBe(0);
  const kept = drop.kept.get("large.csv");
  expect(kept !== "folder" && kept?.bytes.equals(bytes)).toBe(true);
  drop.kept.set("large.csv", { bytes: bytes.subarray(0, 5_000_001), isPartial: true });
  expect(drop.text("large.csv")).toBeNull();
  const { code, output } = await sftp(`reput ${file} large.csv`);
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(drop.text("large.csv")).toBe(bytes.toString());
});

test("links, and what leaves the folder, are refused or stay inside", async () => {
  const { code, output } = await sftp(
    "-ln -s /etc/passwd link",
    "-ln old.csv hard",
    "-get /etc/passwd /dev/null",
    "-get ../../../../etc/passwd /dev/null",
    "-chmod 777 old.csv",
    "cd ../../..",
    "pwd",
  );
  expect(code).toBe(0);
  expect(output).toContain("Remote working directory: /\n");
  expect(output).toMatch(/remote symlink .*: Operation unsupported/);
  expect(output).toContain("does not support hardlink");
  expect(drop.kept.has("link")).toBe(false);
});

test("curl puts a file over SFTP with a password", async () => {
  const file = local("curl.csv", "ID\n7\n");
  const { code, output } = await run("curl", [
    ...[
      "--silent",
      "--show-error",
      "--insecure",
      "--user",
      "drop-abc:sésame ouvre-toi",
      "--upload-file",
      file,
    ],
    `sftp://127.0.0.1:${server.port}/curl.csv`,
  ]);
  expect({ code, output }).toEqual({ code: 0, output: "" });
  expect(drop.text("curl.csv")).toBe("ID\n7\n");
});

test("ssh gets no shell, no command and no forwarding", async () => {
  const keyFile = join(folder, "key");
  writeFileSync(keyFile, key.private, { mode: 0o600 });
  const ssh = (...args: string[]) =>
    run("ssh", [
      ...["-F", "/dev/null", "-p", String(server.port), "-i", keyFile, "-o", "StrictHostKeyChecking=no"],
      ...["-o", "UserKnownHostsFile=/dev/null", "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", ...args],
    ]);
  const command = await ssh("drop-abc@127.0.0.1", "id");
  expect(command.output).toContain("exec request failed");
  const shell = await ssh("-tt", "drop-abc@127.0.0.1");
  expect(shell.output).toMatch(/PTY allocation request failed|shell request failed/);
  const forward = await ssh(
    "-o",
    "ExitOnForwardFailure=yes",
    "-N",
    "-R",
    "0:127.0.0.1:1",
    "drop-abc@127.0.0.1",
  );
  expect(forward.output).toContain("remote port forwarding failed");
  const jump = await ssh("-W", "127.0.0.1:22", "drop-abc@127.0.0.1");
  expect(jump.output).toMatch(/administratively prohibited|open failed/);
  expect([command.code, shell.code, forward.code, jump.code].every((code) => code !== 0)).toBe(true);
});
