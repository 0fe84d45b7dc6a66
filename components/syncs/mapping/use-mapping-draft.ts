"use client";

import { useCallback, useState } from "react";
import type { ColumnTarget, ManagersTarget, Mapping, OnlyRows } from "@/lib/model/mapping";
import { withColumn } from "@/lib/syncs/propose/field-target";
import { sameMapping } from "@/lib/syncs/same-mapping";

export type Absent = NonNullable<Mapping["without"]>[number];

type Entry = { header: string; target: ColumnTarget | null };

/** The headers of the last files. */
type Present = { users: readonly string[]; managers: readonly string[] };

/** A mapping while it is edited. A column whose target is null is matched by its name. */
export function useMappingDraft(saved: Mapping, present: Present) {
  const [mapping, setMapping] = useState(saved);

  const { users } = present;
  const setColumns = useCallback(
    (entries: readonly Entry[]) =>
      setMapping((now) => ({
        ...now,
        columns: entries.reduce<Mapping["columns"]>(
          (all, entry) => withColumn(all, entry, users),
          now.columns,
        ),
      })),
    [users],
  );
  const setColumn = useCallback(
    (header: string, target: ColumnTarget | null) => setColumns([{ header, target }]),
    [setColumns],
  );

  function setManagersColumn(header: string, target: ManagersTarget | null): void {
    setMapping((now) => ({
      ...now,
      managers: { columns: withColumn(now.managers?.columns ?? {}, { header, target }, present.managers) },
    }));
  }

  function setAbsent(column: Absent, isAbsent: boolean): void {
    setMapping((now) => {
      const others = (now.without ?? []).filter((other) => other !== column);
      return { ...now, without: isAbsent ? [...others, column] : others };
    });
  }

  function setOnlyRows(onlyRows: OnlyRows | undefined): void {
    setMapping(({ onlyRows: _, ...now }) => (onlyRows ? { ...now, onlyRows } : now));
  }

  function setRepeats(repeats: Mapping["repeats"]): void {
    setMapping(({ repeats: _, ...now }) => (repeats ? { ...now, repeats } : now));
  }

  return {
    mapping,
    dirty: !sameMapping(saved, mapping),
    replace: setMapping,
    setColumn,
    setColumns,
    setManagersColumn,
    setAbsent,
    setOnlyRows,
    setRepeats,
  };
}

export type MappingDraft = ReturnType<typeof useMappingDraft>;
