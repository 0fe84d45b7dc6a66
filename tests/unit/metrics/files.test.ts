import { expect, test } from "vitest";
import { METRICS } from "@/lib/metrics/metrics";
import { bearsToken } from "@/lib/metrics/token";
import {
  metricsAsked,
  metricsFile,
  type Query,
  queriesOfAlerts,
  queriesOfDashboard,
} from "../../support/metric-queries";

const NAME = /\brollcall_\w+/g;

const queries: [string, Query[]][] = [
  ["dashboard.json", queriesOfDashboard()],
  ["alerts.yml", queriesOfAlerts()],
];

test.each(queries)("every metric and label that %s names exists", (name, all) => {
  expect(all.length).toBeGreaterThan(10);
  const asked = all.flatMap(({ expr }) => metricsAsked(expr));
  expect(asked.length).toBe(metricsFile(name).match(NAME)?.length);
  for (const { metric, by, where } of asked) {
    expect(Object.keys(METRICS)).toContain(metric);
    const known: readonly string[] = METRICS[metric as keyof typeof METRICS].labels;
    for (const label of [...by, ...Object.keys(where)]) expect(known, metric).toContain(label);
  }
});

test.each(queries)("every label that a text of %s shows is one of its result", (_, all) => {
  for (const { of, expr, shown } of all) {
    const has = metricsAsked(expr).flatMap(({ by }) => by);
    for (const label of shown) expect(has, of).toContain(label);
  }
});

test("every metric is on the dashboard and in the README", () => {
  for (const place of ["dashboard.json", "README.md"]) {
    const named = new Set(metricsFile(place).match(NAME));
    expect(Object.keys(METRICS).filter((metric) => !named.has(metric))).toEqual([]);
  }
});

test("the README names no metric that does not exist", () => {
  for (const metric of new Set(metricsFile("README.md").match(NAME)))
    expect(Object.keys(METRICS)).toContain(metric);
});

test("only the token itself opens the metrics", () => {
  const token = "a-token-of-the-operator";
  expect(bearsToken(`Bearer ${token}`, token)).toBe(true);
  expect(bearsToken(`bearer ${token}`, token)).toBe(true);
  for (const wrong of [
    null,
    "",
    "Bearer",
    "Bearer ",
    token,
    `Basic ${token}`,
    `Bearer ${token}x`,
    "Bearer a",
  ])
    expect(bearsToken(wrong, token), `${wrong}`).toBe(false);
});
