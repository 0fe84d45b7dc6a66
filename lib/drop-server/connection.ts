import type { Socket } from "node:net";
import type { Connection, ServerChannel } from "ssh2";
import type { Clock } from "@/lib/context";
import { watchFlow } from "@/lib/drop-server/flow";
import type { DropFolder } from "@/lib/drop-server/folder";
import { LIMITS } from "@/lib/drop-server/limits";
import { Malformed } from "@/lib/drop-server/sftp/bytes";
import { type Flow, serveSftp } from "@/lib/drop-server/sftp/serve";
import type { Log } from "@/lib/log";
import { tracedSession } from "@/lib/traces/trace";

type Signed = {
  connection: Connection;
  socket: Socket;
  folder: DropFolder;
  clock: Clock;
  log: Log;
  idleMs: number;
  sessionMs: number;
  /** SFTP sessions under way: what they hold is put away before the process ends. */
  serving: Set<Promise<void>>;
};

/**
 * What someone can do who has signed in: open a few SFTP sessions. Everything else that SSH has (programs, shells,
 * forwarding, agents) has no listener, which ssh2 answers with a refusal.
 */
export function serveConnection(signed: Signed): void {
  const { connection, socket, idleMs, sessionMs, serving } = signed;
  const channels = new Set<ServerChannel>();
  const bye = () => hangUp(connection, socket);
  const flow = watchFlow({ socket, channels, idleMs, hangUp: bye });
  const ending = setTimeout(bye, sessionMs);
  socket.once("close", () => clearTimeout(ending));
  let ever = 0;
  let sessions = 0;
  connection.on("session", (accept, reject) => {
    ever += 1;
    if (ever > LIMITS.channelsEver) {
      socket.destroy();
      return;
    }
    if (sessions >= LIMITS.channels) {
      reject();
      return;
    }
    sessions += 1;
    const session = accept();
    session.on("error", () => {});
    session.on("close", () => {
      sessions -= 1;
    });
    session.on("subsystem", (open, refuse, { name }) => {
      if (name !== "sftp") {
        refuse?.();
        return;
      }
      // Undefined where a session asks for it a second time.
      const channel: ServerChannel | undefined = open();
      if (!channel) return;
      channels.add(channel);
      channel.on("error", () => {});
      const work = serve(signed, channel, flow.of(channel));
      serving.add(work);
      void work.finally(() => {
        serving.delete(work);
        channels.delete(channel);
      });
    });
  });
}

async function serve(
  { folder, clock, log, socket }: Signed,
  channel: ServerChannel,
  flow: Flow,
): Promise<void> {
  try {
    await tracedSession("drop session", folder.facts ?? {}, () =>
      serveSftp({ channel, folder, clock, log, flow }),
    );
    if (channel.writable) channel.exit(0);
  } catch (error) {
    if (!(error instanceof Malformed) && !socket.destroyed) log.error("drop.session.failed", {}, error);
  }
  try {
    channel.end();
    channel.close();
  } catch {
    // The connection has gone.
  }
}

const FAREWELL_MS = 2_000;

/** Ends a connection in order, and without waiting for the client to do its part. */
export function hangUp(connection: Connection, socket: Socket): void {
  try {
    connection.end();
  } catch {
    // It has gone already.
  }
  const late = setTimeout(() => socket.destroy(), FAREWELL_MS);
  socket.once("close", () => clearTimeout(late));
}
