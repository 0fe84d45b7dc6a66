import { Inngest, type Logger, type Middleware, NonRetriableError } from "inngest";
import type { Db } from "@/lib/db/client";
import { receiveEvents } from "./receive";

type Options = {
  id: string;
  logger: Logger;
  db: () => Db;
  signingKey: () => string;
  middleware?: Middleware.Class[];
};

/**
 * An Inngest client that needs no server: what it sends becomes a row in our Postgres, from any process. Mode "cloud",
 * so that its handler answers only what is signed with our key. `db` and `signingKey` are asked for at first use.
 */
export function createLocalClient({ id, logger, db, signingKey, middleware = [] }: Options): Inngest.Any {
  return new Inngest({
    id,
    logger,
    middleware,
    isDev: false,
    eventKey: "local",
    get signingKey() {
      return signingKey();
    },
    aiMetadata: false,
    fetch: (input, init) => answer(db(), input, init),
  });
}

async function answer(db: Db, input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input);
  if (!url.pathname.startsWith("/e/")) {
    throw new NonRetriableError(
      `The local executor does not implement ${url.pathname}. It needs an Inngest server.`,
    );
  }
  const seed = new Headers(init?.headers).get("x-inngest-event-id-seed");
  const result = await receiveEvents(db, String(init?.body), seed);
  return Response.json(result, { status: result.status });
}
