import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { ConnectFailures } from "@/lib/egress/agents";
import { egressAgents } from "@/lib/egress/agents";
import { networkError, systemCode, timeoutError } from "@/lib/egress/connection-error";
import { AppError, isAppError } from "@/lib/errors";

type Asked = { url: string; timeoutMs: number; bytesMax: number };

/** In general words: who connects to S3 has others. */
export const PLAIN_FAILURES: ConnectFailures = {
  notEncrypted: () =>
    new AppError("source_unusable", "The address starts with http://", {
      remedy: "Enter an address that starts with https://.",
    }),
  tlsFailure: (host, cause) =>
    new AppError("source_unusable", `The certificate of ${host} can't be trusted`, {
      cause,
      remedy: "Ask the administrator of the server to install a certificate from a public authority.",
    }),
};

/**
 * Gets a document of JSON from a customer's server: its address is checked, no redirect is followed, and neither its
 * size nor its time is without limit. Throws `source_network`, `source_unusable`.
 */
export async function getJson({ url, timeoutMs, bytesMax }: Asked): Promise<unknown> {
  const signal = AbortSignal.timeout(timeoutMs);
  const agents = egressAgents({ signal, readyMs: timeoutMs, failures: PLAIN_FAILURES });
  const isEncrypted = new URL(url).protocol === "https:";
  try {
    const text = await new Promise<string>((resolve, reject) => {
      const send = isEncrypted ? httpsRequest : httpRequest;
      const agent = isEncrypted ? agents.https : agents.http;
      const sent = send(url, { agent, signal, headers: { accept: "application/json" } }, (answer) => {
        if (answer.statusCode !== 200) return reject(unusable(`It answered ${answer.statusCode}`));
        const parts: Buffer[] = [];
        let size = 0;
        answer.on("data", (part: Buffer) => {
          size += part.length;
          if (size > bytesMax) return reject(unusable("Its answer is too long"));
          parts.push(part);
        });
        answer.on("end", () => resolve(Buffer.concat(parts).toString("utf8")));
        answer.on("error", reject);
      });
      sent.on("error", reject);
      sent.end();
    });
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (isAppError(error)) throw error;
    if (error instanceof SyntaxError) throw unusable("Its answer is not JSON");
    if (signal.aborted) throw timeoutError({ cause: error });
    const code = systemCode(error) ?? "ECONNRESET";
    throw networkError(code, `connect ${code} ${new URL(url).host}`, { cause: error });
  } finally {
    agents.destroy();
  }
}

function unusable(what: string): AppError {
  return new AppError("source_unusable", `${what}.`, { remedy: "Check the address." });
}
