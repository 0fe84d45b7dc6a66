import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isNamedByOperator } from "@/lib/egress/address-rules";
import { egressAgents } from "@/lib/egress/agents";
import { resolveHost } from "@/lib/egress/open-socket";
import { AppError, isAppError } from "@/lib/errors";
import { CHANNELS, type ChannelKind, isChannelHost } from "@/lib/model/channel";

const PATIENCE_MS = 15_000;
/** Of an answer, which is only read to end it. */
const ANSWER_BYTES_MAX = 64_000;

type Limits = { patienceMs?: number };

/**
 * Posts a message to a webhook of a chat, through the egress guard. Redirects are not followed. Throws `channel_failed`, with
 * `retry` when the same may work later; what it says holds nothing of the address or of the answer.
 */
export async function postToChannel(
  { kind, url }: { kind: ChannelKind; url: string },
  body: unknown,
  { patienceMs = PATIENCE_MS }: Limits = {},
): Promise<void> {
  const target = new URL(url);
  const signal = AbortSignal.timeout(patienceMs);
  await requireChannelHost(kind, target, signal);
  const agents = egressAgents({ signal, readyMs: patienceMs, failures: FAILURES(kind) });
  try {
    const status = await send(target, JSON.stringify(body), agents, signal);
    if (status < 200 || status > 299) throw refused(kind, status);
  } catch (error) {
    const cause = agents.failure() ?? error;
    if (isAppError(cause) && cause.code === "channel_failed") throw cause;
    throw unreached(kind, cause);
  } finally {
    agents.destroy();
  }
}

/** Only the chat's own hosts, and addresses that the operator has opened. Throws `channel_failed`. */
export async function requireChannelHost(
  kind: ChannelKind,
  { hostname }: URL,
  signal: AbortSignal,
): Promise<void> {
  if (isChannelHost(kind, hostname)) return;
  const host = hostname.replace(/^\[|\]$/g, "");
  const addresses = await resolveHost(host, { signal, timeoutMs: PATIENCE_MS }).catch(() => []);
  if (addresses.length > 0 && addresses.every(isNamedByOperator)) return;
  throw new AppError("channel_failed", `${CHANNELS[kind].label} has no webhooks at this address.`, {
    remedy: `Copy the address of the incoming webhook from ${CHANNELS[kind].label}. It looks like ${CHANNELS[kind].example}.`,
  });
}

type Agents = ReturnType<typeof egressAgents>;

function send(target: URL, body: string, agents: Agents, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const isEncrypted = target.protocol === "https:";
    const options = {
      ...{ method: "POST", signal, agent: isEncrypted ? agents.https : agents.http },
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-length": Buffer.byteLength(body),
        "user-agent": "Rollcall",
      },
    };
    const answered = (answer: IncomingMessage) => {
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > ANSWER_BYTES_MAX) answer.destroy();
      });
      answer.on("close", () => resolve(answer.statusCode ?? 0));
      answer.on("error", () => resolve(answer.statusCode ?? 0));
    };
    const call: ClientRequest = isEncrypted
      ? httpsRequest(target, options, answered)
      : httpRequest(target, options, answered);
    call.on("error", reject);
    call.end(body);
  });
}

function refused(kind: ChannelKind, status: number): AppError {
  const { label } = CHANNELS[kind];
  const isGone = status === 403 || status === 404 || status === 410;
  const isBusy = status === 408 || status === 429 || status >= 500;
  const [message, remedy] = isGone
    ? [
        `${label} does not know this webhook any more.`,
        `Create a new webhook in ${label} and add it here again.`,
      ]
    : isBusy
      ? [`${label} could not take the message just now.`, "It is tried again."]
      : [`${label} refused the message.`, "Check that the address is the one of an incoming webhook."];
  return new AppError("channel_failed", message, { remedy, retry: isBusy, meta: { status } });
}

function unreached(kind: ChannelKind, cause: unknown): AppError {
  const { label } = CHANNELS[kind];
  const retry = !isAppError(cause) || cause.retry || cause.code === "cancelled";
  return new AppError("channel_failed", `${label} could not be reached.`, {
    ...{ cause, retry, meta: { code: isAppError(cause) ? cause.code : "unknown" } },
    remedy: "Check the address of the webhook. If it is right, it is tried again.",
  });
}

const FAILURES = (kind: ChannelKind) => ({
  notEncrypted: () =>
    new AppError("channel_failed", "The address of a webhook starts with https://.", {
      remedy: `Copy the address from ${CHANNELS[kind].label} again.`,
    }),
  tlsFailure: (_host: string, cause: unknown) =>
    new AppError("channel_failed", `The certificate of ${CHANNELS[kind].label} can't be trusted.`, {
      ...{ cause, retry: true, remedy: "It is tried again." },
    }),
});
