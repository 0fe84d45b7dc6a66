import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export type Fact = { label: string; value: ReactNode; mono?: boolean };

const COLUMNS = {
  1: "",
  2: "sm:grid-cols-2",
  3: "sm:grid-cols-2 lg:grid-cols-3",
  4: "grid-cols-2 lg:grid-cols-4",
};

/** Label and value pairs. Empty values are shown as "Not set". */
export function Facts({
  items,
  columns = 2,
  className,
}: {
  items: readonly Fact[];
  columns?: keyof typeof COLUMNS;
  className?: string;
}) {
  return (
    <dl className={cn("grid gap-x-8 gap-y-3", COLUMNS[columns], className)}>
      {items.map((item) => (
        <div key={item.label} className="min-w-0">
          <dt className="text-muted-foreground text-xs">{item.label}</dt>
          <dd className={cn("mt-0.5 min-w-0 wrap-anywhere", item.mono && "font-mono text-sm")}>
            {item.value === null || item.value === undefined || item.value === "" ? (
              <span className="text-faint">Not set</span>
            ) : typeof item.value === "string" ? (
              <bdi>{item.value}</bdi>
            ) : (
              item.value
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
