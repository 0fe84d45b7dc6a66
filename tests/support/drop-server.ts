import ssh2 from "ssh2";
import type { Defender } from "@/lib/drop-server/defender";
import type { DropFolder } from "@/lib/drop-server/folder";
import { type DropServer, type DropServerOptions, startDropServer } from "@/lib/drop-server/server";
import type { Doors } from "@/lib/drop-server/sign-in";
import { createLog } from "@/lib/log";
import { newKey } from "@/lib/runtime/demo/new-key";

/** A login of a drop in memory. */
export type MemoryLogin = { folder: DropFolder; password: string | null; keys: readonly string[] };

/** Doors to drops in memory, by user name. May be changed while the server runs. */
export function memoryDoors(logins: Map<string, MemoryLogin>): Doors {
  return {
    find: async (username) => {
      const login = logins.get(username);
      const hasKey = ({ blob }: { blob: string }) =>
        logins.get(username)?.keys.some((line) => line.split(" ")[1] === blob) ?? false;
      return {
        hasKey,
        byKey: async (key) => (hasKey(key) ? (login?.folder ?? null) : null),
        byPassword: async (password) =>
          login && login.password !== null && login.password === password ? login.folder : null,
      };
    },
  };
}

/** Lets everyone try, and says whom it was told about. */
export function openDefender(): Defender & { failures: number; successes: number } {
  const defender = {
    failures: 0,
    successes: 0,
    admit: async () => "all" as const,
    isKnown: async () => false,
    mayGuess: async () => true,
    noteFailure: async () => {
      defender.failures += 1;
    },
    noteSuccess: async () => {
      defender.successes += 1;
    },
  };
  return defender;
}

const HOST_KEY = newKey();

/** The server on a free port of the loopback. */
export async function startTestDropServer(
  given: Partial<DropServerOptions> & Pick<DropServerOptions, "doors">,
): Promise<DropServer> {
  return startDropServer({
    host: "127.0.0.1",
    port: 0,
    hostKeys: [HOST_KEY.private],
    defender: openDefender(),
    balancers: null,
    sessionsMax: 100,
    idleMs: 60_000,
    sessionMs: 600_000,
    clock: () => new Date(),
    log: createLog("drop"),
    ...given,
  });
}

export const HOST_KEY_LINE = HOST_KEY.public;

export type Sign = { username: string; password?: string; privateKey?: string };

/** A client that has signed in; throws when it was refused. */
export function connectClient(port: number, sign: Sign): Promise<ssh2.Client> {
  const client = new ssh2.Client();
  return new Promise((resolve, reject) => {
    client.on("error", reject);
    client.on("ready", () => resolve(client));
    client.on("close", () => reject(new Error("It was closed.")));
    client.connect({ host: "127.0.0.1", port, readyTimeout: 20_000, ...sign });
  });
}
