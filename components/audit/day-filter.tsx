"use client";

import { useUrlParams } from "@/components/patterns/use-url-params";
import { Input } from "@/components/ui/input";

/** A day in the address: the first or the last that counts. */
export function DayFilter({ param, label }: { param: string; label: string }) {
  const { get, set } = useUrlParams();
  return (
    <div className="flex items-center gap-1.5 text-muted-foreground text-sm max-sm:grow max-sm:basis-0">
      <span aria-hidden="true">{label}</span>
      <Input
        type="date"
        aria-label={label}
        value={get(param) ?? ""}
        onChange={(event) => set({ [param]: event.target.value || null })}
        className="w-auto max-sm:grow"
      />
    </div>
  );
}
