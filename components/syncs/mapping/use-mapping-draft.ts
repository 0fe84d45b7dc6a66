"use client";

import { useState } from "react";
import type { ColumnTarget, ManagersTarget, Mapping } from "@/lib/sync/mapping";
import { sameMapping } from "@/lib/syncs/same-mapping";

export type Absent = NonNullable<Mapping["without"]>[number];

/** A mapping while it is edited. A column whose target is null is matched by its name. */
export function useMappingDraft(saved: Mapping) {
  const [mapping, setMapping] = useState(saved);

  function setColumn(header: string, target: ColumnTarget | null): void {
    setMapping((now) => ({ ...now, columns: withEntry(now.columns, header, target) }));
  }

  function setManagersColumn(header: string, target: ManagersTarget | null): void {
    setMapping((now) => ({
      ...now,
      managers: { columns: withEntry(now.managers?.columns ?? {}, header, target) },
    }));
  }

  function setAbsent(column: Absent, isAbsent: boolean): void {
    setMapping((now) => {
      const others = (now.without ?? []).filter((other) => other !== column);
      return { ...now, without: isAbsent ? [...others, column] : others };
    });
  }

  return {
    mapping,
    dirty: !sameMapping(saved, mapping),
    replace: setMapping,
    setColumn,
    setManagersColumn,
    setAbsent,
  };
}

export type MappingDraft = ReturnType<typeof useMappingDraft>;

/** Without the entry when the value is null. The others keep their order. */
function withEntry<T>(all: Readonly<Record<string, T>>, key: string, value: T | null): Record<string, T> {
  if (value !== null) return { ...all, [key]: value };
  return Object.fromEntries(Object.entries(all).filter(([other]) => other !== key));
}
