import { expect, test } from "vitest";
import { METRICS } from "@/lib/metrics/metrics";
import { bearsToken } from "@/lib/metrics/token";
import { metricsAsked, metricsFile } from "../../support/metric-queries";

const NAME = /\brollcall_\w+/g;

test.each(["dashboard.json", "alerts.yml"])("every metric and label that %s names exists", (name) => {
  const queries = metricsAsked(metricsFile(name));
  expect(queries.length).toBeGreaterThan(10);
  for (const { metric, labels } of queries) {
    expect(Object.keys(METRICS)).toContain(metric);
    const known: readonly string[] = METRICS[metric as keyof typeof METRICS].labels;
    for (const label of labels) expect(known, metric).toContain(label);
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
