import { existsSync } from "node:fs";
import type { Client } from "ssh2";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { DropServer } from "@/lib/drop-server/server";
import { string } from "@/lib/drop-server/sftp/bytes";
import { newKey } from "@/lib/runtime/demo/new-key";
import { connectClient, type MemoryLogin, memoryDoors, startTestDropServer } from "./drop-server";
import { type MemoryDrop, memoryDrop } from "./memory-drop";
import { openRawSftp, path, type RawSftp, TYPE } from "./raw-sftp";

/** What an attacker with a login of their own has. `second` opens another connection of the same login. */
export type Attacker = {
  drop: MemoryDrop;
  client: Client;
  sftp: RawSftp;
  second: () => Promise<Client>;
};

export const STATUS = { OK: 0, EOF: 1, NO_SUCH_FILE: 2, DENIED: 3, FAILURE: 4, UNSUPPORTED: 8 } as const;
export const FLAG = { READ: 1, WRITE: 2, APPEND: 4, CREAT: 8, TRUNC: 16, EXCL: 32 } as const;

/**
 * A server with two drops, and for each test a fresh session of one of them, whose only file is `own.csv`. After each
 * test the other drop has to be as it was, and served.
 */
export function attackADrop(): { now: () => Attacker } {
  const [mine, theirs] = [newKey(), newKey()];
  const other = memoryDrop({ "secret.csv": "salaries" });
  const logins = new Map<string, MemoryLogin>([
    ["drop-theirs", { folder: other, password: null, keys: [theirs.public] }],
  ]);
  let server: DropServer;
  let attacker: Attacker | undefined;
  const second = () => connectClient(server.port, { username: "drop-mine", privateKey: mine.private });

  beforeAll(async () => {
    server = await startTestDropServer({ doors: memoryDoors(logins) });
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    const drop = memoryDrop({ "own.csv": "own file" });
    logins.set("drop-mine", { folder: drop, password: null, keys: [mine.public] });
    const client = await second();
    attacker = { drop, client, sftp: await openRawSftp(client), second };
  });
  afterEach(async () => {
    attacker?.client.end();
    const neighbour = await connectClient(server.port, {
      username: "drop-theirs",
      privateKey: theirs.private,
    });
    const session = await openRawSftp(neighbour);
    const { handle } = await session.ask(TYPE.OPENDIR, path("/"));
    expect((await session.ask(TYPE.READDIR, string(handle))).names).toEqual(["secret.csv"]);
    neighbour.end();
    expect(other.text("secret.csv")).toBe("salaries");
    expect(existsSync("/tmp/rollcall-pwned.csv")).toBe(false);
  });
  return {
    now: () => {
      if (!attacker) throw new Error("There is an attacker within a test only.");
      return attacker;
    },
  };
}

/** A position as the protocol has it. */
export function at(position: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(position);
  return bytes;
}
