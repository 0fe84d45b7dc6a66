"use client";

import { Download } from "lucide-react";
import { useUrlParams } from "@/components/patterns/use-url-params";
import { Button } from "@/components/ui/button";

/** What the page's list of changes is filtered by. */
const FILTERS = ["kind", "status", "q"] as const;

/** Saves the plan as CSV: the lines that the page shows, on all its pages. `href` is the address of the run. */
export function PlanDownload({ href }: { href: string }) {
  const { get } = useUrlParams();
  const query = new URLSearchParams(
    FILTERS.map((name) => [name, get(name) ?? ""]).filter(([, value]) => value),
  );
  return (
    <Button asChild variant="outline">
      <a href={query.size > 0 ? `${href}/plan.csv?${query}` : `${href}/plan.csv`} download>
        <Download aria-hidden="true" />
        Download CSV
      </a>
    </Button>
  );
}
