import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

type Batch = {
  port: number;
  username: string;
  privateKey: string;
  hostKeyLine: string;
  commands: readonly string[];
};

export type Ended = { code: number | null; output: string };

/** OpenSSH's `sftp` with a batch of commands, which stops at the first that fails unless it starts with `-`. */
export function sftpBatch({ port, username, privateKey, hostKeyLine, commands }: Batch): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-sftp-"));
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const known = write("known_hosts", `[127.0.0.1]:${port} ${hostKeyLine}\n`);
  const options = [
    "IdentitiesOnly=yes",
    `UserKnownHostsFile=${known}`,
    "StrictHostKeyChecking=yes",
    "BatchMode=yes",
  ];
  return run("sftp", [
    ...["-F", "/dev/null", "-P", String(port), "-i", write("key", privateKey)],
    ...options.flatMap((option) => ["-o", option]),
    ...["-b", write("batch", `${commands.join("\n")}\n`), `${username}@127.0.0.1`],
  ]);
}

/** A program with what it said, of both outputs. */
export function run(program: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}
