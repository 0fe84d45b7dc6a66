"use client";

import { Download } from "lucide-react";
import { useUrlParams } from "@/components/patterns/use-url-params";
import { Button } from "@/components/ui/button";

/** The URL parameters that filter the changes. */
const FILTERS = ["kind", "status", "q"] as const;

/** Downloads the filtered plan as CSV, from all pages of the table. `href` is the URL of the run. */
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
