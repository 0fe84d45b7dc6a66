import { SpanStatusCode } from "@opentelemetry/api";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { knownAttributes, onlyKnown } from "@/lib/traces/only-known";
import { makeSpans } from "@/lib/traces/spans";

const MARK = "Zaphod";

test("what a library notes of its own accord does not leave: only names on the list, with values of their shape", () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom("http.route", "rollcall.run.id", "error.type", "url.full"),
  );
  const value = fc.oneof(
    fc.string().map((some) => `${some}${MARK}@x.io ${some}`),
    fc.integer(),
    fc.boolean(),
    fc.array(fc.string()),
  );
  fc.assert(
    fc.property(fc.dictionary(text, value), (given) => {
      const told = JSON.stringify(knownAttributes(given));
      expect(told).not.toContain(MARK);
      for (const name of Object.keys(knownAttributes(given)))
        expect(name).toMatch(/^(rollcall|http|error|db|next)\./);
    }),
  );
});

test("ids, counts, routes, operations and tables are told", () => {
  const facts = {
    "rollcall.run.id": "0190d3c2-1111-7000-8000-000000000000",
    "rollcall.count.team_losses": 3,
    "http.route": "/[org]/(in)/[...rest]",
    "db.collection.name": "users, team_members",
  };
  expect(knownAttributes(facts)).toEqual(facts);
  expect(knownAttributes({ "rollcall.run.id": 3, "rollcall.count.read": "3" })).toEqual({});
});

function lab() {
  const kept = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(onlyKnown(kept))] });
  const tracer = provider.getTracer("lab");
  return { tracer, spans: makeSpans(tracer, (_, make) => make()), told: () => kept.getFinishedSpans() };
}

test("an error is told by its code or class, never by what it says", async () => {
  const { spans, told } = lab();
  const fails = (error: Error) =>
    spans.session("session", {}, () => Promise.reject(error)).catch(() => undefined);
  await fails(new AppError("not_found", `No ${MARK}`));
  await fails(new TypeError(MARK));
  expect(told().map(({ attributes, status }) => [attributes["error.type"], status])).toEqual([
    ["not_found", { code: SpanStatusCode.ERROR }],
    ["TypeError", { code: SpanStatusCode.ERROR }],
  ]);
});

test("events, links, messages and odd names of spans are left out", () => {
  const { tracer, told } = lab();
  const span = tracer.startSpan(`GET /${MARK}?a=${MARK}@x.io`);
  span.recordException(new Error(MARK));
  span.setStatus({ code: SpanStatusCode.ERROR, message: MARK });
  span.addLink({ context: span.spanContext(), attributes: { who: MARK } });
  span.end();
  const [one] = told();
  expect(one).toMatchObject({ name: "unnamed", events: [], links: [], attributes: {} });
  expect(one?.status.message).toBeUndefined();
});

test("outside of what is traced a part is only its work", async () => {
  const { spans, told } = lab();
  expect(await spans.part("part", {}, async () => 7)).toBe(7);
  expect(await spans.statement("SELECT", {}, async () => 8)).toBe(8);
  expect(spans.carried()).toBeNull();
  expect(told()).toEqual([]);
});
