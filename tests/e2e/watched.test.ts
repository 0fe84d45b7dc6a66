import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, inject, test } from "vitest";
import { spansOf, type ToldSpan } from "../support/collector";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";
import { applyAll, dropCsv } from "../support/steps";

// What the operator sees of all this: metrics and traces of the running server, while people use it.

const HEADER = "ID,Email,First name,Last name,Mobile\n";
const { url, metricsToken, collector } = inject("server");
const open = browserForFile();
let person: Person;
let org: string;

beforeAll(async () => {
  person = await open();
  org = await signUp(person, "Watched Oy");
  await createWorkspace(person, "Staff");
});

function scrape(token: string | null): Promise<Response> {
  return fetch(`${url}/api/metrics`, { headers: token === null ? {} : { authorization: `Bearer ${token}` } });
}

test("metrics are for those with the token only", async () => {
  for (const wrong of [null, "", "wrong", `${metricsToken}x`, metricsToken.slice(1)]) {
    const answer = await scrape(wrong);
    expect(answer.status, `${wrong}`).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect(await answer.text()).toBe("");
  }
  const answer = await scrape(metricsToken);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(answer.headers.get("cache-control")).toContain("no-store");
});

test("while a sync runs an answer takes no longer than Prometheus waits, and counts the run", async () => {
  const rows = Array.from({ length: 30_000 }, (_, at) => `${at},u${at}@watched.example,First,Last,`);
  await person.goTo(`/${org}/staff/upload`);
  await dropCsv(person, "many.csv", HEADER + rows.join("\n"));
  await person.press("Preview changes");
  const seen = { running: 0, slowestMs: 0 };
  const planned = person.page.getByRole("button", { name: /^Apply all/ }).first();
  while (!(await planned.isVisible())) {
    const begun = performance.now();
    const answer = await scrape(metricsToken);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    seen.slowestMs = Math.max(seen.slowestMs, performance.now() - begun);
    seen.running += Number(/^rollcall_runs\{state="running"\} (\d+)$/m.exec(text)?.[1]);
    await sleep(50);
  }
  expect(seen.running).toBeGreaterThan(0);
  expect(seen.slowestMs).toBeLessThan(10_000);
  await applyAll(person);
});

async function spans(): Promise<ToldSpan[]> {
  const bodies = (await (await fetch(`${collector}/spans`)).json()) as string[];
  return bodies.flatMap(spansOf);
}

test("a run that someone started is a part of the trace of that request, which says the route and no names", async () => {
  let run: ToldSpan | undefined;
  let request: ToldSpan | undefined;
  await expect
    .poll(async () => {
      const all = await spans();
      run = all.find(
        (span) => span.name === "sync-run" && span.attributes["rollcall.count.created"] === 30_000,
      );
      request = all.find(({ traceId, name }) => traceId === run?.traceId && name.startsWith("POST "));
      return Boolean(run && request);
    })
    .toBe(true);
  expect(request?.attributes["http.route"]).toMatch(/^\/.*\[/);
  expect(request?.process["rollcall.process"]).toBe("web");
  expect(run?.process["rollcall.process"]).toBe("worker");
  const all = await spans();
  expect(
    all.some(({ parentSpanId, name }) => parentSpanId === request?.spanId && name === "transaction"),
  ).toBe(true);
  const text = JSON.stringify(all);
  for (const word of [
    org,
    "watched.example",
    "many.csv",
    "people.csv",
    "localhost",
    "127.0.0.1",
    "/api/ready",
    "http.target",
  ])
    expect(text, word).not.toContain(word);
});
