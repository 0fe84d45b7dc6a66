import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { METRICS } from "@/lib/metrics/metrics";
import { bearsToken } from "@/lib/metrics/token";

const file = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../lib/metrics/${name}`, import.meta.url)), "utf8");
const NAME = /\brollcall_\w+/g;

/** The metric of each expression, with the labels that it names in braces, in `by (…)` and in `{{…}}`. */
function asked(text: string): { metric: string; labels: string[] }[] {
  return [...text.matchAll(/\b(?:by \(([^)]*)\) )?\(?(rollcall_\w+)(?:\{([^}]*)\})?/g)].map(
    ([, by = "", metric = "", braces = ""]) => ({
      metric,
      labels: [...by.split(/, */), ...braces.split(/, */).map((each) => each.replace(/[=!~].*/, ""))].filter(
        Boolean,
      ),
    }),
  );
}

test.each(["dashboard.json", "alerts.yml"])("every metric and label that %s names exists", (name) => {
  const queries = asked(file(name));
  expect(queries.length).toBeGreaterThan(10);
  for (const { metric, labels } of queries) {
    expect(Object.keys(METRICS)).toContain(metric);
    const known: readonly string[] = METRICS[metric as keyof typeof METRICS].labels;
    for (const label of labels) expect(known, metric).toContain(label);
  }
});

test("every metric is on the dashboard and in the README", () => {
  for (const place of ["dashboard.json", "README.md"]) {
    const named = new Set(file(place).match(NAME));
    expect(Object.keys(METRICS).filter((metric) => !named.has(metric))).toEqual([]);
  }
});

test("the README names no metric that does not exist", () => {
  for (const metric of new Set(file("README.md").match(NAME))) expect(Object.keys(METRICS)).toContain(metric);
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
