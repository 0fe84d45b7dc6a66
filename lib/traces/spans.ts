import {
  type Attributes,
  type Context,
  context,
  createContextKey,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { isAppError } from "@/lib/errors";
import type { Facts, Job, Traces } from "@/lib/traces/trace";

/** Statements of one step, request or session that have a span each. More are counted. */
const STATEMENTS_MAX = 200;
type Budget = { left: number; leftOut: number };
const BUDGET = createContextKey("rollcall statements");

type Choose = <T>(seed: string, make: () => T) => T;

/** Spans of jobs, of their parts, and of SQL. What goes wrong in them is told by its kind only. */
export function makeSpans(tracer: Tracer, choose: Choose): Omit<Traces, "stop"> {
  /** The span of an execution, the same in every call of it. Exported by the one that ends it. */
  function jobSpan({ id, name, askedAt, carried, facts }: Job): Span {
    const attributes = attributesOf({ "rollcall.function": name, "rollcall.execution.id": id, ...facts });
    const options = { kind: SpanKind.CONSUMER, startTime: askedAt, attributes };
    return choose(`job ${id}`, () => tracer.startSpan(name, options, parentOf(carried)));
  }

  return {
    session: (name, facts, work) => {
      const span = tracer.startSpan(name, { attributes: attributesOf(facts) }, ROOT_CONTEXT);
      return within(span, withBudget(trace.setSpan(ROOT_CONTEXT, span)), work);
    },
    part: (name, facts, work) => {
      if (!isTracing()) return work();
      const span = tracer.startSpan(name, { attributes: attributesOf(facts) });
      return within(span, trace.setSpan(context.active(), span), work);
    },
    statement: (name, facts, work) => {
      if (!isTracing() || isSpent()) return work();
      const attributes = attributesOf({ "db.system.name": "postgresql", ...facts });
      const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes });
      return within(span, trace.setSpan(context.active(), span), work);
    },
    step: (job, facts, work) => {
      const { "rollcall.step": step, ...others } = facts;
      const under = trace.setSpan(ROOT_CONTEXT, jobSpan(job));
      const attributes = attributesOf({ "rollcall.execution.id": job.id, ...job.facts, ...others });
      const span = tracer.startSpan(String(step), { attributes }, under);
      return within(span, withBudget(trace.setSpan(under, span)), work);
    },
    endJob: (job, facts, error) => {
      const span = jobSpan(job);
      span.setAttributes(attributesOf(facts));
      if (error !== undefined) fail(span, error);
      span.end();
    },
    carried: () => {
      const active = trace.getSpanContext(context.active());
      if (!active || !isSpanContextValid(active)) return null;
      return `00-${active.traceId}-${active.spanId}-${active.traceFlags.toString(16).padStart(2, "0")}`;
    },
  };
}

/** The context of a `traceparent` (https://www.w3.org/TR/trace-context/); the root for none. */
function parentOf(carried: string | null): Context {
  const [, traceId = "", spanId = "", flags = "00"] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(carried ?? "") ?? [];
  const parent = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(parent) ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
}

function isTracing(): boolean {
  return trace.getSpan(context.active())?.isRecording() ?? false;
}

export function withBudget(on: Context): Context {
  return on.setValue(BUDGET, { left: STATEMENTS_MAX, leftOut: 0 } satisfies Budget);
}

/** Of our own key: nobody else sets it. */
function budgetOf(on: Context): Budget | undefined {
  return on.getValue(BUDGET) as Budget | undefined;
}

function isSpent(): boolean {
  const budget = budgetOf(context.active());
  if (!budget) return false;
  if (budget.left > 0) budget.left -= 1;
  else budget.leftOut += 1;
  return budget.leftOut > 0;
}

async function within<T>(span: Span, on: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await context.with(on, work);
  } catch (error) {
    fail(span, error);
    throw error;
  } finally {
    const leftOut = budgetOf(on)?.leftOut ?? 0;
    if (leftOut > 0) span.setAttribute("rollcall.statements.left_out", leftOut);
    span.end();
  }
}

function fail(span: Span, error: unknown): void {
  const type = isAppError(error) ? error.code : error instanceof Error ? error.name : "unknown";
  span.setAttribute("error.type", type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function attributesOf(facts: Facts): Attributes {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, value]],
    ),
  );
}
