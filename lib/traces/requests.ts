import {
  context,
  INVALID_SPAN_CONTEXT,
  ROOT_CONTEXT,
  type Span,
  type SpanOptions,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { withBudget } from "@/lib/traces/spans";

/** What Next calls the span of a whole request. */
const REQUEST = "BaseServer.handleRequest";
/** Asked every few seconds by machines. */
const PROBES = /^\/api\/(health|ready|metrics)\b/;

type Work = (span: Span) => unknown;

/**
 * Lets Next tell its requests, which is the only one who knows the route of each. Its other spans, and those of other
 * libraries, are not made: they are about rendering, and have addresses in them.
 */
export function traceRequests(tracer: Tracer): void {
  const nothing = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
  const requests = {
    startSpan: () => nothing,
    startActiveSpan: (name: string, options: SpanOptions, work: Work) => {
      if (options.attributes?.["next.span_type"] !== REQUEST) return work(nothing);
      const isProbe = PROBES.test(String(options.attributes["http.target"]));
      const { kind, attributes } = options;
      const method = String(attributes["http.method"]);
      const span = isProbe
        ? nothing
        : tracer.startSpan(name, { kind, attributes: { "http.method": method } }, ROOT_CONTEXT);
      return context.with(withBudget(trace.setSpan(context.active(), span)), () => work(span));
    },
  };
  const others = { startSpan: () => nothing, startActiveSpan: activeWith(nothing) };
  trace.setGlobalTracerProvider({
    // The one caller is Next's tracer, which passes a name, options and the work, in this order.
    getTracer: (name: string) => (name === "next.js" ? requests : others) as unknown as Tracer,
  });
}

/** OpenTelemetry's `startActiveSpan` has the work as its last argument. */
function activeWith(span: Span) {
  return (...given: readonly unknown[]): unknown => {
    const work = given.at(-1);
    return typeof work === "function" ? work(span) : undefined;
  };
}
