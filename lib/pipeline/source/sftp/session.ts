import { once } from "node:events";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client, SFTPWrapper } from "ssh2";
import type SftpClient from "ssh2-sftp-client";
import type { HostKey } from "@/drizzle/schema/remote-sources";
import { withTimeout } from "@/lib/egress/with-timeout";
import { connectionLost, stalled, type Trace } from "@/lib/pipeline/source/sftp/connection-failure";
import type { StartAt } from "@/lib/pipeline/source/sftp/settings";
import type { SourceLimits } from "@/lib/pipeline/source/types";

export type Session = {
  sftp: SFTPWrapper;
  hostKey: HostKey | null;
  startAt: StartAt;
  /** Sends one request. Rejects with the server's status error (see `statusOf`), or with what broke the connection. */
  ask: <T>(send: (done: Answer<T>) => void) => Promise<T>;
  /**
   * Waits for an answer, but not for ever: throws when the server goes silent or the signal aborts. `lastAnswerAt` tells
   * of other answers, which are a sign of life too (a time of `performance.now`).
   */
  patiently: <T>(answer: Promise<T>, lastAnswerAt?: () => number) => Promise<T>;
  /** Disconnects and leaves no socket behind. */
  close: () => Promise<void>;
  /** Disconnects immediately. */
  destroy: () => void;
};

type Answer<T> = (error: Error | null | undefined, value: T) => void;

type Parts = {
  client: SftpClient;
  ssh: Client;
  sftp: SFTPWrapper;
  socket: Socket;
  trace: Trace;
  signal: AbortSignal;
  limits: SourceLimits;
  hostKey: HostKey | null;
  startAt: StartAt;
};

/** How long a server may take to answer a disconnect. */
const GOODBYE_MS = 2_000;

/** Wraps an open SFTP connection. */
export function startSession({
  client,
  sftp,
  socket,
  trace,
  signal,
  limits,
  hostKey,
  startAt,
}: Parts): Session {
  sftp.on("error", (error: Error) => trace.errors.push(error));
  return {
    sftp,
    hostKey,
    startAt,
    ask: (send) =>
      new Promise((resolve, reject) => {
        send((error, value) => {
          if (!error) resolve(value);
          else reject(statusOf(error) === null ? connectionLost(trace, error) : error);
        });
      }),
    patiently: (answer, lastAnswerAt = () => 0) =>
      untilSilent(answer, { signal, idleMs: limits.idleMs, lastAnswerAt }),
    close: async () => {
      const closed = socket.closed ? Promise.resolve() : once(socket, "close");
      // The wrapper's end() says it is done even when it has closed nothing.
      await Promise.race([client.end().catch(() => {}), sleep(GOODBYE_MS, undefined, { ref: false })]);
      socket.destroy();
      await closed;
    },
    destroy: () => {
      socket.destroy();
    },
  };
}

type Silence = { signal: AbortSignal; idleMs: number; lastAnswerAt: () => number };

const SILENT = new Error("The server sent nothing for a while.");

async function untilSilent<T>(answer: Promise<T>, { signal, idleMs, lastAnswerAt }: Silence): Promise<T> {
  const askedAt = performance.now();
  for (;;) {
    const giveUpAt = Math.max(askedAt, lastAnswerAt()) + idleMs;
    const timeoutMs = Math.max(1, giveUpAt - performance.now());
    try {
      return await withTimeout(answer, { signal, timeoutMs, late: () => SILENT });
    } catch (error) {
      if (error !== SILENT) throw error;
      if (lastAnswerAt() + idleMs <= performance.now()) throw stalled();
    }
  }
}

/** The SFTP status of a refused request; null when the connection is what failed. */
export function statusOf(error: unknown): number | null {
  return error instanceof Error && "code" in error && typeof error.code === "number" ? error.code : null;
}
