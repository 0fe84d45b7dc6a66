import { type AddressInfo, createServer, type Socket } from "node:net";
import ipaddr from "ipaddr.js";
import ssh2, { type Algorithms, type Connection } from "ssh2";
import { networkOf } from "@/lib/auth/client-ip";
import type { Clock } from "@/lib/context";
import { isBalancer, type parseBalancers } from "@/lib/drop-server/balancers";
import { hangUp, serveConnection } from "@/lib/drop-server/connection";
import type { Defender } from "@/lib/drop-server/defender";
import type { DropFolder } from "@/lib/drop-server/folder";
import { createCount, LIMITS } from "@/lib/drop-server/limits";
import { type Doors, judge, type Visit } from "@/lib/drop-server/sign-in";
import { takeProxyHeader } from "@/lib/drop-server/take-proxy-header";
import type { Log } from "@/lib/log";

export type DropServerOptions = {
  host: string;
  /** 0 takes any free port. */
  port: number;
  hostKeys: readonly string[];
  doors: Doors;
  defender: Defender;
  balancers: ReturnType<typeof parseBalancers>;
  sessionsMax: number;
  idleMs: number;
  sessionMs: number;
  /** From the connection to having signed in. */
  signInMs?: number;
  clock: Clock;
  log: Log;
};

export type DropServer = {
  port: number;
  /** How many connections are open now. */
  connections: () => number;
  /** Ends all of them, and keeps what came in for clients that resume. */
  stop: () => Promise<void>;
};

/**
 * No SHA-1 and no CBC. Without ChaCha20 a client that does not know strict key exchange is safe from Terrapin
 * (CVE-2023-48795) too; without compression nothing small becomes large.
 */
const ALGORITHMS: Algorithms = {
  kex: [
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "ecdh-sha2-nistp521",
    "diffie-hellman-group16-sha512",
    "diffie-hellman-group14-sha256",
  ],
  serverHostKey: ["ssh-ed25519", "rsa-sha2-512", "rsa-sha2-256"],
  cipher: ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes192-ctr", "aes256-ctr"],
  hmac: ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"],
  compress: ["none"],
};

/** Starts the SFTP server for drops. Throws when the port is taken. */
export async function startDropServer(options: DropServerOptions): Promise<DropServer> {
  const { host, port, hostKeys, sessionsMax, log } = options;
  const visits = new WeakMap<Socket, Visit>();
  const sockets = new Set<Socket>();
  const startups = createCount({ total: LIMITS.startups, each: LIMITS.startupsOfNetwork });
  const signedIn = {
    networks: createCount({ total: sessionsMax, each: LIMITS.sessionsOfNetwork }),
    logins: createCount({ total: sessionsMax, each: LIMITS.sessionsOfLogin }),
  };
  const serving = new Set<Promise<void>>();

  const ssh = new ssh2.Server(
    { hostKeys: [...hostKeys], algorithms: ALGORITHMS, ident: "Rollcall" },
    (connection) => {
      // For its whole life: one fault may be told twice, and an error without a listener ends the process.
      connection.on("error", () => {});
      const socket = socketOf(connection);
      const visit = visits.get(socket);
      if (visit) receive(connection, socket, visit);
      else socket.destroy();
    },
  );

  function receive(connection: Connection, socket: Socket, visit: Visit): void {
    const { clock, doors, defender } = options;
    let entered: DropFolder | null = null;
    limitRekeys(connection, socket);
    socket.on("data", () => {
      if (socket.writableLength > LIMITS.unsentBytes) socket.destroy();
    });
    connection.on("authentication", (attempt) => {
      judge(attempt, visit, {
        doors,
        defender,
        onEnter: ({ network }, { folder, username }) => {
          const leave = takePlaces(signedIn, { network, username });
          if (!leave || socket.destroyed) {
            leave?.();
            log.warn("drop.sessions.full", { sessions: signedIn.networks.total() });
            return false;
          }
          socket.once("close", leave);
          entered = folder;
          return true;
        },
      })
        .then((goesOn) => goesOn || hangUp(connection, socket))
        .catch((error: unknown) => {
          if (!socket.destroyed) log.error("drop.sign_in.failed", {}, error);
          socket.destroy();
        });
    });
    connection.on("ready", () => {
      if (!entered) {
        socket.destroy();
        return;
      }
      socket.emit("rollcall:signed-in");
      const { idleMs, sessionMs } = options;
      serveConnection({ connection, socket, folder: entered, clock, log, idleMs, sessionMs, serving });
    });
  }

  async function welcome(socket: Socket): Promise<void> {
    const { balancers, defender } = options;
    const { remoteAddress } = socket;
    // An IPv4 address is one also where it comes in the form of IPv6.
    const peer = remoteAddress === undefined ? null : ipaddr.process(remoteAddress).toString();
    if (peer === null || (balancers && !isBalancer(balancers, peer))) return void socket.destroy();
    // Behind a balancer all have its address, so that only their number counts until the header is there.
    const place = startups.enter(balancers ? `peer ${peer} ${socket.remotePort}` : networkOf(peer));
    if (!place) return void socket.destroy();
    const late = setTimeout(() => socket.destroy(), options.signInMs ?? LIMITS.signInMs);
    const settle = () => {
      clearTimeout(late);
      place();
    };
    socket.once("close", settle);
    socket.once("rollcall:signed-in", settle);
    const from = balancers ? await takeProxyHeader(socket, { peer, timeoutMs: LIMITS.proxyHeaderMs }) : peer;
    if (from === null) return void socket.destroy();
    const network = networkOf(from);
    const theirs = balancers ? startups.enter(network) : null;
    if (balancers && !theirs) return void socket.destroy();
    if (theirs) for (const event of ["close", "rollcall:signed-in"]) socket.once(event, theirs);
    const admission = await defender.admit(network);
    if (admission === "none" || socket.destroyed) return void socket.destroy();
    const visit: Visit = { from, network, admission, tries: 0, isOpen: false };
    visits.set(socket, visit);
    socket.once("close", () => {
      if (visit.isOpen)
        defender.noteFailure(network).catch((error) => log.error("drop.count.failed", {}, error));
    });
    ssh.injectSocket(socket);
  }

  // A listener of our own: ssh2's has Nagle's delay on, and sees no connection before its first line.
  const server = createServer({ noDelay: true, pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
    welcome(socket).catch((error: unknown) => {
      log.error("drop.welcome.failed", {}, error);
      socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      server.on("error", (error) => log.error("drop.listen.failed", {}, error));
      resolve();
    });
  });
  return {
    // Listening on a port, not on a pipe: the address is never a string.
    port: (server.address() as AddressInfo).port,
    connections: () => sockets.size,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
      await Promise.allSettled(serving);
    },
  };
}

type Counts = Record<"networks" | "logins", ReturnType<typeof createCount>>;

function takePlaces(counts: Counts, who: { network: string; username: string }): (() => void) | null {
  const ofNetwork = counts.networks.enter(who.network);
  const ofLogin = ofNetwork && counts.logins.enter(who.username);
  if (ofNetwork && !ofLogin) ofNetwork();
  if (!ofNetwork || !ofLogin) return null;
  return () => {
    ofNetwork();
    ofLogin();
  };
}

/** Each new exchange of keys costs us a computation that the client can ask for at any time. */
function limitRekeys(connection: Connection, socket: Socket): void {
  let since = Date.now();
  let count = 0;
  connection.on("rekey", () => {
    if (Date.now() - since > 60_000) {
      since = Date.now();
      count = 0;
    }
    count += 1;
    if (count > LIMITS.rekeysPerMinute) socket.destroy();
  });
}

/** ssh2 1.17 says only the address of a connection, which behind a balancer is not unique. It keeps the socket here. */
function socketOf(connection: Connection): Socket {
  return Reflect.get(connection, "_sock") as Socket;
}
