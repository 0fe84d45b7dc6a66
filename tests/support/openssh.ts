import { execFileSync, spawn } from "node:child_process";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { SftpAuth } from "@/lib/pipeline/source/sftp/target";
import { CLIENT_PUBLIC_KEY, KEY_AUTH } from "./sftp-server";

export type OpenSsh = {
  port: number;
  username: string;
  auth: SftpAuth;
  /** What the login sees as its home folder. */
  home: string;
  stop: () => Promise<void>;
};

type Choices = {
  /** A shell script that is run instead of the SFTP server. */
  subsystem?: string;
  /** Further lines of its configuration, which win over ours. */
  lines?: readonly string[];
};

/** OpenSSH's server with a configuration, keys and home folder of its own, on 127.0.0.1. The system stays as it is. */
export async function startOpenSsh(
  binary: string,
  { subsystem, lines = [] }: Choices = {},
): Promise<OpenSsh> {
  const root = process.getuid?.() === 0;
  const folder = mkdtempSync(join(tmpdir(), "rollcall-sshd-"));
  const home = join(folder, "home");
  // As root the login is another user, so that it can be refused a file.
  execFileSync("chmod", ["755", folder]);
  mkdirSync(home, { mode: 0o755 });
  if (root) mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
  const hostKey = join(folder, "host_key");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", hostKey]);
  const authorized = join(folder, "authorized_keys");
  writeFileSync(authorized, `${CLIENT_PUBLIC_KEY}\n`, { mode: 0o644 });
  const script = subsystem === undefined ? null : join(folder, "subsystem.sh");
  if (script !== null) writeFileSync(script, `#!/bin/sh\n${subsystem}\n`, { mode: 0o755 });
  const port = await freePort();
  const config = join(folder, "sshd_config");
  writeFileSync(
    config,
    [
      ...lines,
      `Port ${port}`,
      "ListenAddress 127.0.0.1",
      `HostKey ${hostKey}`,
      `AuthorizedKeysFile ${authorized}`,
      `PidFile ${join(folder, "sshd.pid")}`,
      "StrictModes no",
      "UsePAM no",
      "PasswordAuthentication no",
      "KbdInteractiveAuthentication no",
      "MaxStartups 100",
      `Subsystem sftp ${script ?? `internal-sftp -d ${home}`}`,
      "",
    ].join("\n"),
  );
  const child = spawn(binary, ["-D", "-e", "-f", config], { stdio: ["ignore", "ignore", "pipe"] });
  child.stderr.pipe(createWriteStream(join(folder, "sshd.log")));
  await listening(port);
  return {
    port,
    username: root ? "nobody" : userInfo().username,
    auth: KEY_AUTH,
    home,
    stop: async () => {
      const ended = new Promise((done) => child.once("exit", done));
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isThere = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: "127.0.0.1", port }, () => resolve(true));
      socket.on("error", () => resolve(false));
      socket.on("connect", () => socket.destroy());
    });
    if (isThere) return;
    await sleep(50);
  }
  throw new Error("sshd did not start. Run it by hand with -d to see why.");
}
