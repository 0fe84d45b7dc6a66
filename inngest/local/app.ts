import type { Inngest, InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import { type FunctionConfig, readConfigs } from "./configs";
import type { Sharing } from "./sharing";
import { signature } from "./sign";

const URL_BASE = "http://rollcall.local/api/inngest";

/** The functions as the executor reaches them: through the SDK's own handler, called in this process. */
export type App = {
  configs: ReadonlyMap<string, FunctionConfig>;
  sharing: Sharing;
  /** Sends one signed request to the handler. */
  request: (method: "PUT" | "POST", query: string, body: unknown, headers?: HeadersInit) => Promise<Response>;
};

/**
 * Takes the client and its functions, and gives the app. Throws if a function has an option that the local executor
 * does not implement: wrong behavior later would be worse than no start.
 */
export async function openApp(
  client: Inngest.Any,
  functions: readonly InngestFunction.Any[],
  { signingKey, sharing }: { signingKey: string; sharing: Sharing },
): Promise<App> {
  const handler = serve({ client, functions, streaming: false });
  const request: App["request"] = async (method, query, body, headers) => {
    const text = JSON.stringify(body);
    return handler(
      new Request(`${URL_BASE}${query}`, {
        method,
        body: text,
        headers: {
          ...headers,
          host: new URL(URL_BASE).host,
          "content-type": "application/json",
          "x-inngest-signature": signature(JSON.parse(text), signingKey, new Date()),
        },
      }),
    );
  };
  const answer = await request("PUT", "", { url: URL_BASE }, { "x-inngest-sync-kind": "in_band" });
  if (answer.status !== 200)
    throw new Error(`The job functions can't be read: the SDK answered ${answer.status}.`);
  const configs = readConfigs(await answer.json());
  return { configs: new Map(configs.map((config) => [config.id, config])), sharing, request };
}
