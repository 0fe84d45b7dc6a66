import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client, SFTPWrapper } from "ssh2";
import SftpClient from "ssh2-sftp-client";
import type { HostKey } from "@/drizzle/schema/remote-sources";
import { timeoutError } from "@/lib/egress/connection-error";
import { openSocket, resolveHost } from "@/lib/egress/open-socket";
import { withTimeout } from "@/lib/egress/with-timeout";
import { AppError, isAppError } from "@/lib/errors";
import { offeredAlgorithms } from "@/lib/pipeline/source/sftp/algorithms";
import {
  connectionFailure,
  loginFailed,
  noisyShell,
  type Trace,
} from "@/lib/pipeline/source/sftp/connection-failure";
import { describeHostKey, isSameHostKey } from "@/lib/pipeline/source/sftp/host-key";
import { findDisagreement, hearFirstWords, type ServerOffer } from "@/lib/pipeline/source/sftp/server-offer";
import { type Session, startSession } from "@/lib/pipeline/source/sftp/session";
import { shellWords } from "@/lib/pipeline/source/sftp/shell-words";
import { signIn } from "@/lib/pipeline/source/sftp/sign-in";
import type { SftpTarget } from "@/lib/pipeline/source/sftp/target";
import type { SourceLimits } from "@/lib/pipeline/source/types";

type OpenOptions = {
  signal: AbortSignal;
  limits: SourceLimits;
  /** Called as each step succeeds. */
  onStep?: (step: Step) => void;
  /** Called with the server's key, before it is known to be the right one. */
  onHostKey?: (seen: HostKey) => void;
};

export type Step = "resolved" | "connected" | "handshaken" | "key_accepted" | "signed_in";

/**
 * Connects, compares the host key, and only then signs in. The caller closes the session. Throws `source_network`,
 * `source_unusable`, `source_host_key` (`meta.seen` holds the new key), `source_credentials`, or the reason of
 * `signal`; nothing stays open then.
 */
export async function openSession(target: SftpTarget, options: OpenOptions): Promise<Session> {
  const { signal, limits, onStep } = options;
  const giveUpAt = Date.now() + limits.readyMs;
  const timeLeft = () => Math.max(1, giveUpAt - Date.now());
  const addresses = await resolveHost(target.host, { signal, timeoutMs: timeLeft() });
  onStep?.("resolved");
  const { host, port } = target;
  const socket = await openSocket({ host, port, addresses, signal, timeoutMs: timeLeft() });
  onStep?.("connected");
  try {
    return await shakeHands(target, { ...options, socket, timeoutMs: timeLeft() });
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

type Wire = OpenOptions & { socket: Socket; timeoutMs: number };

async function shakeHands(target: SftpTarget, wire: Wire): Promise<Session> {
  const { socket, signal, limits, timeoutMs, onStep } = wire;
  const { allowOutdated = false } = target;
  const algorithms = offeredAlgorithms(target.hostKey, allowOutdated);
  let theirs: ServerOffer | null = null;
  const trace: Trace = {
    errors: [],
    spokeOtherwise: false,
    disagreement: () => theirs && findDisagreement(algorithms, theirs),
    allowOutdated,
    handshaken: false,
    secretSent: false,
    signedIn: false,
  };
  const { authHandler, refusal } = signIn(target, () => {
    trace.secretSent = true;
  });
  const hostKey = watchHostKey(target.hostKey, wire, trace);
  const client = new SftpClient("rollcall", SILENT);
  const ssh = sshOf(client);
  // Here, because the wrapper drops the level; for the client's whole life, because a time-out is two errors.
  ssh.on("error", (error) => trace.errors.push(error));
  ssh.once("ready", () => {
    trace.signedIn = true;
    onStep?.("signed_in");
  });
  const expired = new Promise<never>((_, reject) => {
    ssh.once("change password", () => reject(loginFailed(target.auth, EXPIRED)));
  });
  expired.catch(() => {});
  hearFirstWords(socket, {
    onOther: (isOther) => {
      trace.spokeOtherwise = isOther;
    },
    onOffer: (offer) => {
      theirs = offer;
    },
  });
  const connecting = client.connect({
    sock: socket,
    username: target.username,
    authHandler,
    hostVerifier: hostKey.verify,
    algorithms,
    readyTimeout: timeoutMs,
    keepaliveInterval: limits.keepaliveMs,
    keepaliveCountMax: 3,
  });
  try {
    const ready = Promise.race([connecting, expired]);
    const sftp: SFTPWrapper = await withTimeout(ready, { signal, timeoutMs, late: timeoutError });
    const { startAt = "home" } = target;
    const known = { hostKey: hostKey.accepted(), startAt };
    return startSession({ client, ssh, sftp, socket, trace, signal, limits, ...known });
  } catch (error) {
    await sleep(0);
    if (hostKey.changed()) throw hostKeyChanged(hostKey.changed());
    const words = trace.signedIn && !signal.aborted ? await shellWords(ssh) : null;
    if (words !== null) throw noisyShell(words, error);
    if (isAppError(error)) throw error;
    const failure = connectionFailure(trace, target.auth, error);
    throw failure.code === "source_credentials" ? (refusal() ?? failure) : failure;
  }
}

function watchHostKey(pinned: HostKey | null, { onStep, onHostKey }: Wire, trace: Trace) {
  let seen: HostKey | null = null;
  let changed: HostKey | null = null;
  /** Called again whenever the keys are renewed, when it has to be the same key as before. */
  const verify = (blob: Buffer): boolean => {
    const expected = pinned ?? seen;
    const first = seen === null;
    seen ??= describeHostKey(blob);
    if (first) {
      trace.handshaken = true;
      onStep?.("handshaken");
      onHostKey?.(seen);
    }
    if (expected && !isSameHostKey(blob, expected)) {
      changed = describeHostKey(blob);
      return false;
    }
    if (first) onStep?.("key_accepted");
    return true;
  };
  return { verify, accepted: () => seen, changed: () => changed };
}

function hostKeyChanged(seen: HostKey | null): AppError {
  return new AppError("source_host_key", "Connection error: Host key changed", {
    meta: { seen },
    remedy:
      "The server shows another key than the one that was approved, so no password was sent. Ask the administrator of the server whether that is right, compare the fingerprint, and approve the new key under Remote Sources.",
  });
}

const EXPIRED =
  "The server wants a new password before this user can sign in. Ask the administrator of the server.";

/** What the wrapper would otherwise print. */
const SILENT = { error: () => {}, end: () => {}, close: () => {} };

/** The SSH client inside the wrapper, whose own errors lose their level. A public field there, missing in its types. */
function sshOf(client: SftpClient): Client {
  return (client as unknown as { client: Client }).client;
}
