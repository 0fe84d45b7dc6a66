import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { egressAgents } from "@/lib/egress/agents";
import { AppError, isAppError } from "@/lib/errors";
import type { DeliveryFailure } from "@/lib/model/webhook";

/** `status` is the server's, where it answered at all. `failure` is null for an accepted message. */
export type Answer = { status: number | null; failure: DeliveryFailure | null; ms: number };

export type Message = { url: string; headers: Readonly<Record<string, string>>; body: string };

/** For everything together: look-up, connection, encryption, sending, and the first line of the answer. */
const TIMEOUT_MS = 15_000;

/**
 * Sends a message to a customer's server, by way of `lib/egress`. Redirects are not followed and nothing of the answer is
 * read but its status, so that it can't be used to look into a network. Never throws.
 */
export async function postMessage(message: Message, timeoutMs = TIMEOUT_MS): Promise<Answer> {
  const started = performance.now();
  const signal = AbortSignal.timeout(timeoutMs);
  const agents = egressAgents({ signal, readyMs: timeoutMs, failures: FAILURES });
  try {
    const status = await statusOf(message, { signal, agents });
    return { status, failure: failureOf(status), ms: since(started) };
  } catch (error) {
    const failure = signal.aborted ? "timeout" : causeOf(agents.failure() ?? error);
    return { status: null, failure, ms: since(started) };
  } finally {
    agents.destroy();
  }
}

type Way = { signal: AbortSignal; agents: ReturnType<typeof egressAgents> };

function statusOf({ url, headers, body }: Message, { signal, agents }: Way): Promise<number> {
  const isEncrypted = new URL(url).protocol === "https:";
  const options = {
    method: "POST",
    signal,
    headers: {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "user-agent": "Rollcall-Webhooks/1",
      ...headers,
    },
  };
  return new Promise((resolve, reject) => {
    const sent = isEncrypted
      ? requestHttps(url, { ...options, agent: agents.https })
      : requestHttp(url, { ...options, agent: agents.http });
    sent.on("response", (answer) => {
      answer.on("error", () => {});
      answer.destroy();
      resolve(answer.statusCode ?? 0);
    });
    // Stays for the request's whole life: a second error without a listener would end the process.
    sent.on("error", reject);
    sent.end(body);
  });
}

function failureOf(status: number): DeliveryFailure | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? "redirect" : "refused";
}

function causeOf(error: unknown): DeliveryFailure {
  return isAppError(error) && error.meta.certificate === true ? "certificate" : "unreachable";
}

function since(started: number): number {
  return Math.round(performance.now() - started);
}

const unsafe = (message: string, cause?: unknown) =>
  new AppError("source_unusable", message, { cause, meta: { certificate: true } });

const FAILURES = {
  notEncrypted: () => unsafe("The address starts with http://."),
  tlsFailure: (_host: string, cause: unknown) => unsafe("The connection can't be encrypted.", cause),
};
