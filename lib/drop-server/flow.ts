import type { Socket } from "node:net";
import type { ServerChannel } from "ssh2";
import { LIMITS } from "@/lib/drop-server/limits";
import type { Flow } from "@/lib/drop-server/sftp/serve";

type Watched = { socket: Socket; channels: ReadonlySet<ServerChannel>; idleMs: number; hangUp: () => void };

/**
 * Keeps what one connection can make us hold within limits: it ends one that asks for nothing for too long, sends beyond
 * its window, or does not take what it asked for.
 */
export function watchFlow({ socket, channels, idleMs, hangUp }: Watched): {
  of: (channel: ServerChannel) => Flow;
} {
  let busy = 0;
  let lastAt = Date.now();
  let sent = 0;
  const before = socket.bytesWritten;
  const looking = setInterval(
    () => {
      if (busy === 0 && Date.now() - lastAt > idleMs) hangUp();
    },
    Math.min(idleMs / 4, 10_000),
  );
  socket.once("close", () => clearInterval(looking));
  socket.on("data", () => {
    if ([...channels].some(({ readableLength }) => readableLength > LIMITS.unreadBytes)) socket.destroy();
  });
  const of = (channel: ServerChannel): Flow => ({
    setBusy: (isBusy) => {
      busy += isBusy ? 1 : -1;
      lastAt = Date.now();
    },
    send: async (bytes) => {
      lastAt = Date.now();
      sent += bytes.length;
      channel.write(bytes);
      while (
        !socket.destroyed &&
        channel.writable &&
        (channel.writableNeedDrain || socket.writableNeedDrain)
      ) {
        await drained(socket, channel);
      }
      // While keys are exchanged anew, ssh2 keeps what is to be sent, and a client can let that last.
      let waiting = 0;
      for (const each of channels) waiting += each.writableLength;
      if (sent - waiting - (socket.bytesWritten - before) > LIMITS.unsentBytes) socket.destroy();
    },
  });
  return { of };
}

/** Settles when one of them has room again, or can have none any more. */
function drained(socket: Socket, channel: ServerChannel): Promise<void> {
  return new Promise((resolve) => {
    const events = [
      [socket, "drain"],
      [socket, "close"],
      [channel, "drain"],
      [channel, "close"],
    ] as const;
    const done = () => {
      for (const [emitter, event] of events) emitter.removeListener(event, done);
      resolve();
    };
    for (const [emitter, event] of events) emitter.on(event, done);
  });
}
