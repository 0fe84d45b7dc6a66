import { once } from "node:events";
import { type ClientRequest, Agent as HttpAgent, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { isIP, type Socket } from "node:net";
import { connect as startTls, type TLSSocket } from "node:tls";
import { isNamedByOperator } from "@/lib/egress/address-rules";
import { timeoutError } from "@/lib/egress/connection-error";
import { openSocket, resolveHost } from "@/lib/egress/open-socket";
import { withTimeout } from "@/lib/egress/with-timeout";
import { type AppError, isAppError } from "@/lib/errors";

export type Step = "resolved" | "connected" | "encrypted";

type Options = {
  signal: AbortSignal;
  /** Look-up, connecting and encryption together. */
  readyMs: number;
  /** Called for the first connection. */
  onStep?: (step: Step) => void;
  /** What it is called that a connection would not be encrypted, or can't be, in the words of what is connected to. */
  failures: ConnectFailures;
  /** How much may come over one connection, for clients that limit nothing themselves. */
  bytesMax?: number;
};

export type ConnectFailures = {
  notEncrypted: () => AppError;
  tlsFailure: (host: string, cause: unknown) => AppError;
};

export type Agents = {
  http: HttpAgent;
  https: HttpsAgent;
  /** Why a connection could not be made; null while none has failed. */
  failure: () => AppError | null;
  isConnecting: () => boolean;
  /** Leaves no socket behind. */
  destroy: () => void;
};

type Made = (error: Error | null, socket?: Socket) => void;
type Destination = { host: string; port: number };

/**
 * What a client of HTTP connects through: every connection is looked up, checked and opened by `lib/egress`, so that
 * neither a proxy of the environment nor a name that changes its address leads elsewhere.
 */
export function egressAgents(options: Options): Agents {
  let failure: AppError | null = null;
  let connecting = 0;
  const open = new Set<Socket>();
  let onStep = options.onStep;

  function make(isEncrypted: boolean, destination: Destination, made: Made): void {
    connecting += 1;
    const steps = onStep;
    onStep = undefined;
    connect(destination, isEncrypted, { ...options, onStep: steps })
      .finally(() => {
        connecting -= 1;
      })
      .then(
        (socket) => {
          open.add(socket);
          if (options.bytesMax !== undefined) limitBytes(socket, options.bytesMax);
          socket.once("close", () => open.delete(socket));
          made(null, socket);
        },
        (error: Error) => {
          if (isAppError(error)) failure = error;
          made(error);
        },
      );
  }

  const http = openedBy(new HttpAgent({ keepAlive: true }), (to, made) => make(false, to, made));
  const https = openedBy(new HttpsAgent({ keepAlive: true }), (to, made) => make(true, to, made));
  return {
    http,
    https,
    failure: () => failure,
    isConnecting: () => connecting > 0,
    destroy: () => {
      http.destroy();
      https.destroy();
      for (const socket of open) socket.destroy();
    },
  };
}

/** Ends a connection soon after more came than it may. */
function limitBytes(socket: Socket, bytesMax: number): void {
  const look = setInterval(() => {
    if (socket.bytesRead > bytesMax) socket.destroy();
  }, 50);
  socket.once("close", () => clearInterval(look));
}

/** Requests whose answer went on behind its end. */
const overruns = new WeakSet<object>();

/**
 * Whether more bytes came than an answer had promised. To Node they are no part of it, only an error of its request,
 * which comes before anyone who waits for the answer could listen.
 */
export function isOverrun(answer: IncomingMessage): boolean {
  return "req" in answer && overruns.has(answer.req as object);
}

/** What Node asks of an agent, missing in its types. */
type WithRequests = { addRequest: (request: ClientRequest, ...more: unknown[]) => void };

/** An agent whose connections are made by `make`. Node calls it with the options of the request, which name host and port. */
function openedBy<T extends HttpAgent>(agent: T, make: (to: Destination, made: Made) => void): T {
  const { addRequest } = agent as unknown as WithRequests;
  return Object.assign(agent, {
    addRequest: (request: ClientRequest, ...more: unknown[]) => {
      let answer: IncomingMessage | null = null;
      request.on("response", (message) => {
        answer = message;
      });
      request.on("error", () => {
        if (answer?.complete) overruns.add(request);
      });
      addRequest.call(agent, request, ...more);
    },
    createConnection: ({ host, port }: { host?: string; port?: number | string }, made: Made) =>
      make({ host: host ?? "", port: Number(port) }, made),
  });
}

async function connect(
  { host, port }: Destination,
  isEncrypted: boolean,
  { signal, readyMs, onStep, failures }: Options,
): Promise<Socket> {
  const giveUpAt = Date.now() + readyMs;
  const timeLeft = () => Math.max(1, giveUpAt - Date.now());
  const addresses = await resolveHost(host, { signal, timeoutMs: timeLeft() });
  // The same for every other address, so that nobody learns which ones the operator has opened by asking for them.
  if (!isEncrypted && !addresses.every(isNamedByOperator)) throw failures.notEncrypted();
  onStep?.("resolved");
  const destination = { host, port, usualPort: 443, addresses, signal, timeoutMs: timeLeft() } as const;
  const socket = await openSocket(destination);
  onStep?.("connected");
  const ready = isEncrypted
    ? await encrypt(socket, host, { signal, timeoutMs: timeLeft(), failures })
    : socket;
  onStep?.("encrypted");
  return ready;
}

type Wait = { signal: AbortSignal; timeoutMs: number; failures: ConnectFailures };

async function encrypt(socket: Socket, host: string, wait: Wait): Promise<TLSSocket> {
  const name = isIP(host) === 0 ? host : undefined;
  const secure = startTls({
    socket,
    host,
    servername: name,
    rejectUnauthorized: true,
    minVersion: "TLSv1.2",
    ALPNProtocols: ["http/1.1"],
  });
  try {
    await withTimeout(once(secure, "secureConnect"), { ...wait, late: timeoutError });
    // Stays for the socket's whole life: an error without a listener would end the process.
    secure.on("error", () => {});
    return secure;
  } catch (error) {
    secure.on("error", () => {});
    secure.destroy();
    socket.destroy();
    throw isAppError(error) ? error : wait.failures.tlsFailure(host, error);
  }
}
