import { createHash, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { context } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type IdGenerator,
  RandomIdGenerator,
} from "@opentelemetry/sdk-trace-base";
import { env } from "@/lib/env";
import { onlyKnown } from "@/lib/traces/only-known";
import { traceRequests } from "@/lib/traces/requests";
import { makeSpans } from "@/lib/traces/spans";
import type { Traces } from "@/lib/traces/trace";

/** A process that ends has more to do than to wait for a collector. */
const STOP_MS = 2_000;

/**
 * Everything that is needed to trace this process. Where spans go, with which headers, how many and how often is what
 * OpenTelemetry's own variables say. The name of the host is in none.
 */
export function openTraces(kind: "web" | "worker" | "drop"): Traces {
  const ids = idsToBeChosen();
  const provider = new BasicTracerProvider({
    idGenerator: ids,
    resource: resourceFromAttributes({
      "service.name": env().OTEL_SERVICE_NAME ?? "rollcall",
      "service.instance.id": randomUUID(),
      "rollcall.process": kind,
    }),
    spanProcessors: [new BatchSpanProcessor(onlyKnown(new OTLPTraceExporter()))],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracer = provider.getTracer("rollcall");
  const stop = async () => {
    const late = new AbortController();
    const patience = sleep(STOP_MS, undefined, { signal: late.signal }).catch(() => {});
    // A collector that is not there is no reason to end otherwise than well.
    await Promise.race([provider.forceFlush().catch(() => {}), patience]);
    late.abort();
  };
  if (kind === "web") {
    traceRequests(tracer);
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => sendBeforeExit(stop));
  }
  return { ...makeSpans(tracer, ids.choose), stop };
}

/** Once it was asked to, Next answers what it has begun and then ends the process itself, which nothing else can wait for. */
function sendBeforeExit(stop: () => Promise<void>): void {
  const { exit } = process;
  const exitLater = (code?: number | string | null) => void stop().finally(() => exit.call(process, code));
  // Its caller does nothing after that call.
  process.exit = exitLater as typeof process.exit;
}

type ChosenIds = { traceId: string; spanId: string };

/** Random ids, but for spans that several processes make: theirs come from what they are about. */
function idsToBeChosen(): IdGenerator & { choose: <T>(seed: string, make: () => T) => T } {
  const random = new RandomIdGenerator();
  let chosen: ChosenIds | null = null;
  return {
    generateTraceId: () => chosen?.traceId ?? random.generateTraceId(),
    generateSpanId: () => chosen?.spanId ?? random.generateSpanId(),
    choose: (seed, make) => {
      const hex = createHash("sha256").update(seed).digest("hex");
      chosen = { traceId: hex.slice(0, 32), spanId: hex.slice(32, 48) };
      try {
        return make();
      } finally {
        chosen = null;
      }
    },
  };
}
