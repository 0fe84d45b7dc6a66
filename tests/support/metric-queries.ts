import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A file beside the metrics, such as the dashboard. */
export function metricsFile(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../lib/metrics/${name}`, import.meta.url)), "utf8");
}

/** The metric of each expression, with the labels that it names in braces, in `by (…)` and in `{{…}}`. */
export function metricsAsked(text: string): { metric: string; labels: string[] }[] {
  return [...text.matchAll(/\b(?:by \(([^)]*)\) )?\(?(rollcall_\w+)(?:\{([^}]*)\})?/g)].map(
    ([, by = "", metric = "", braces = ""]) => ({
      metric,
      labels: [...by.split(/, */), ...braces.split(/, */).map((each) => each.replace(/[=!~].*/, ""))].filter(
        Boolean,
      ),
    }),
  );
}

/** Of an answer in the text format: metric -> the labels of its series. */
export function metricsTold(text: string): Map<string, Set<string>> {
  const told = new Map<string, Set<string>>();
  for (const [, metric = "", labels = ""] of text.matchAll(/^(\w+)(?:\{([^}]*)\})? \S+$/gm)) {
    const known = told.get(metric) ?? new Set();
    for (const [, label = ""] of labels.matchAll(/(\w+)="/g)) known.add(label);
    told.set(metric, known);
  }
  return told;
}
