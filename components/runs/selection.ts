"use client";

import { useCallback, useSyncExternalStore } from "react";
import type { ChangeKind } from "@/lib/model/plan";
import type { Need } from "@/lib/runs/views/types";

/** A selected change, with what other pages of the plan need to know about it. */
export type SelectedChange = { id: number; csvId: string; kind: ChangeKind; needs: readonly Need[] };
export type Selection = ReadonlyMap<number, SelectedChange>;

/** The largest number of changes in one approval. */
export const SELECTED_MAX = 10_000;

const NONE: Selection = new Map();
const kept = new Map<string, Selection>();
const watchers = new Set<() => void>();

/** The selection in a run's plan. It survives paging, filtering and a reload, and ends with the tab. */
export function useSelection(runId: string) {
  const ticks = useSyncExternalStore(
    watch,
    () => read(runId),
    () => NONE,
  );
  const replace = useCallback((next: Selection) => write(runId, next), [runId]);
  return { ticks, replace };
}

/** The selected lines that can't be applied because a dependency is not selected; and those dependencies. */
export function missingOf(ticks: Selection): { blocked: SelectedChange[]; missing: SelectedChange[] } {
  const lacks = (tick: SelectedChange) => tick.needs.filter(({ id }) => !ticks.has(id));
  const blocked = [...ticks.values()].filter((tick) => lacks(tick).length > 0);
  const missing = new Map(blocked.flatMap(lacks).map((need) => [need.id, { ...need, needs: [] }]));
  return { blocked, missing: [...missing.values()] };
}

/** The selection with more changes; unchanged if that would be too many. */
export function withSelected(ticks: Selection, more: readonly SelectedChange[]): Selection {
  const next = new Map(ticks);
  for (const tick of more) if (!next.has(tick.id)) next.set(tick.id, tick);
  return next.size > SELECTED_MAX ? ticks : next;
}

function watch(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => watchers.delete(onChange);
}

const keyOf = (runId: string) => `rollcall:ticks:${runId}`;

function read(runId: string): Selection {
  const known = kept.get(runId);
  if (known) return known;
  const ticks = stored(runId);
  kept.set(runId, ticks);
  return ticks;
}

function stored(runId: string): Selection {
  try {
    // Written by `write` below, in this tab.
    const list: SelectedChange[] = JSON.parse(sessionStorage.getItem(keyOf(runId)) ?? "[]");
    return new Map(list.map((tick) => [tick.id, tick]));
  } catch {
    return NONE;
  }
}

function write(runId: string, ticks: Selection): void {
  kept.set(runId, ticks);
  try {
    if (ticks.size === 0) sessionStorage.removeItem(keyOf(runId));
    else sessionStorage.setItem(keyOf(runId), JSON.stringify([...ticks.values()]));
  } catch {
    // Storage is full or disabled: the selection lasts as long as the page.
  }
  for (const told of watchers) told();
}
