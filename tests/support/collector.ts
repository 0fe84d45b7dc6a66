import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { PATIENCE_MS } from "./until";

/** A span as OTLP has it, with its attributes and those of its process as objects. */
export type ToldSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  seconds: number;
  isError: boolean;
  attributes: Readonly<Record<string, string | number | boolean>>;
  process: Readonly<Record<string, string | number | boolean>>;
};

type Value = { stringValue?: string; intValue?: number | string; doubleValue?: number; boolValue?: boolean };
type Pairs = readonly { key: string; value: Value }[];
type Sent = {
  resourceSpans: readonly {
    resource: { attributes: Pairs };
    scopeSpans: readonly { spans: readonly SentSpan[] }[];
  }[];
};
type SentSpan = Omit<ToldSpan, "attributes" | "process" | "seconds" | "isError"> & {
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code: number };
  attributes: Pairs;
};

/** An OpenTelemetry collector that keeps what it gets; `/spans` gives it back. */
export async function startCollector() {
  const bodies: string[] = [];
  const state = { isSilent: false };
  const server = createServer((req, res) => {
    if (req.url === "/spans") {
      res.end(JSON.stringify(bodies));
      return;
    }
    let body = "";
    req.setEncoding("utf8").on("data", (part: string) => {
      body += part;
    });
    req.on("end", () => {
      if (state.isSilent) return;
      if (req.url === "/v1/traces") bodies.push(body);
      res.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const spans = () => bodies.flatMap(spansOf);
  return {
    url: `http://127.0.0.1:${port}`,
    /** Everything it got, as it was sent. */
    text: () => bodies.join("\n"),
    spans,
    /** From now on it takes requests and never answers. */
    beSilent: () => {
      state.isSilent = true;
    },
    /** Waits until a span has come for which this holds. */
    gets: async (isIt: (span: ToldSpan) => boolean, withinMs = PATIENCE_MS): Promise<ToldSpan> => {
      const begun = Date.now();
      for (;;) {
        const found = spans().find(isIt);
        if (found) return found;
        if (Date.now() - begun > withinMs)
          throw new Error(
            `It never came. There are: ${spans()
              .map(({ name }) => name)
              .join(", ")}`,
          );
        await sleep(50);
      }
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export type Collector = Awaited<ReturnType<typeof startCollector>>;

/** The spans of one message. */
export function spansOf(body: string): ToldSpan[] {
  const { resourceSpans } = JSON.parse(body) as Sent;
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map(({ startTimeUnixNano, endTimeUnixNano, status, attributes, ...span }) => ({
        ...span,
        seconds: Number(BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano)) / 1e9,
        isError: status.code === 2,
        attributes: read(attributes),
        process: read(resource.attributes),
      })),
    ),
  );
}

function read(pairs: Pairs): Record<string, string | number | boolean> {
  return Object.fromEntries(
    pairs.map(({ key, value }) => [
      key,
      value.stringValue ?? value.boolValue ?? value.doubleValue ?? Number(value.intValue),
    ]),
  );
}
