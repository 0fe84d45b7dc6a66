import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

/** A file beside the metrics, such as the dashboard. */
export function metricsFile(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../lib/metrics/${name}`, import.meta.url)), "utf8");
}

/** An expression of the dashboard or of an alert rule. `shown`: labels whose values are put into a text beside it. */
export type Query = { of: string; expr: string; shown: string[] };

export function queriesOfDashboard(text = metricsFile("dashboard.json")): Query[] {
  type Target = { expr: string; legendFormat?: string };
  const { panels } = JSON.parse(text) as { panels: { title: string; targets?: Target[] }[] };
  return panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr, legendFormat = "" }) => ({
      of: title,
      expr,
      shown: [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = ""]) => label),
    })),
  );
}

export function queriesOfAlerts(text = metricsFile("alerts.yml")): Query[] {
  type Rule = { alert: string; expr: string; annotations: Record<string, string> };
  const { groups } = parse(text) as { groups: { rules: Rule[] }[] };
  return groups
    .flatMap(({ rules }) => rules)
    .map(({ alert, expr, annotations }) => ({
      of: alert,
      expr,
      shown: [...JSON.stringify(annotations).matchAll(/\$labels\.(\w+)/g)].map(([, label = ""]) => label),
    }));
}

export type Asked = {
  metric: string;
  /** Of `by (…)`, which are the labels that the result has. */
  by: string[];
  /** In braces: the value that a label has to have. */
  where: Record<string, string>;
};

/** The metrics that an expression reads. */
export function metricsAsked(expr: string): Asked[] {
  return [...expr.matchAll(/(?:\bby \(([^)]*)\) )?\(?\b(rollcall_\w+)(?:\{([^}]*)\})?/g)].map(
    ([, by = "", metric = "", braces = ""]) => ({
      metric,
      by: by.split(/, */).filter(Boolean),
      where: Object.fromEntries(
        [...braces.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = "", value = ""]) => [label, value]),
      ),
    }),
  );
}

export type Series = { metric: string; labels: Record<string, string> };

/** The series of an answer in the text format. */
export function seriesTold(text: string): Series[] {
  return [...text.matchAll(/^(\w+)(?:\{([^}]*)\})? \S+$/gm)].map(([, metric = "", labels = ""]) => ({
    metric,
    labels: Object.fromEntries(
      [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = "", value = ""]) => [label, value]),
    ),
  }));
}
