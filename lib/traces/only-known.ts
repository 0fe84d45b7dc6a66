import type { Attributes, AttributeValue } from "@opentelemetry/api";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";

/** What a value has to look like. */
type Shape = RegExp | "number" | "boolean";

const ID = /^[\w-]{1,64}$/;
const WORD = /^[a-z][\w.-]{0,60}$/i;
/** As in `/[org]/[workspace]/users`. */
const ROUTE = /^\/[\w/[\]().-]{0,200}$/;
const TABLES = /^[a-z_]+(, [a-z_]+){0,30}$/;

/** Every attribute that may leave this process. */
const KNOWN: Readonly<Record<string, Shape>> = {
  "rollcall.org.id": ID,
  "rollcall.workspace.id": ID,
  "rollcall.sync.id": ID,
  "rollcall.run.id": ID,
  "rollcall.source.id": ID,
  "rollcall.function": WORD,
  "rollcall.execution.id": ID,
  "rollcall.attempt": "number",
  "rollcall.run.state": WORD,
  "rollcall.run.trigger": WORD,
  "rollcall.statements.left_out": "number",
  "error.type": WORD,
  "db.system.name": WORD,
  "db.operation.name": WORD,
  "db.collection.name": TABLES,
  "http.method": /^[A-Z]{3,10}$/,
  "http.status_code": "number",
  "http.route": ROUTE,
  "next.rsc": "boolean",
};
const COUNT = /^rollcall\.count\.[a-z_]{1,40}$/;
const NAME = /^[\w][\w .,/[\]()-]{0,250}$/;

/**
 * Hands spans on as what this file knows of them, and nothing else: not what a library notes of its own accord, such as
 * addresses of requests, or messages of errors.
 */
export function onlyKnown(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.filter(isTold).map(known), done),
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}

const SERVER = 1;

/** A request without a route was for a file, for nothing that exists, or was only looked at before another one. */
function isTold({ kind, attributes }: ReadableSpan): boolean {
  const status = attributes["http.status_code"];
  return kind !== SERVER || "http.route" in attributes || (typeof status === "number" && status >= 500);
}

function known(span: ReadableSpan): ReadableSpan {
  const { kind, startTime, endTime, duration, ended, resource, instrumentationScope } = span;
  const { name, parentSpanContext, status, attributes } = span;
  return {
    ...{ kind, startTime, endTime, duration, ended, resource, instrumentationScope },
    name: NAME.test(name) ? name : "unnamed",
    spanContext: () => span.spanContext(),
    ...(parentSpanContext ? { parentSpanContext } : {}),
    status: { code: status.code },
    attributes: knownAttributes(attributes),
    links: [],
    events: [],
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

export function knownAttributes(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name, value]) => isKnown(name, value)));
}

function isKnown(name: string, value: AttributeValue | undefined): boolean {
  const shape = COUNT.test(name) ? "number" : KNOWN[name];
  if (shape === undefined || value === undefined) return false;
  return shape instanceof RegExp ? typeof value === "string" && shape.test(value) : typeof value === shape;
}
