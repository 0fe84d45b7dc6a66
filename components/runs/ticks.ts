"use client";

import { useCallback, useSyncExternalStore } from "react";
import type { ChangeKind } from "@/lib/model/plan";
import type { Need } from "@/lib/runs/views/types";

/** A change that was ticked to be applied, with what has to be known of it on other pages of the plan. */
export type Tick = { id: number; csvId: string; kind: ChangeKind; needs: readonly Need[] };
export type Ticks = ReadonlyMap<number, Tick>;

/** As many as one decision takes. */
export const TICKS_MAX = 10_000;

const NONE: Ticks = new Map();
const kept = new Map<string, Ticks>();
const watchers = new Set<() => void>();

/** The ticks of a run's plan: they survive paging, filtering and a reload, and go with the tab. */
export function useTicks(runId: string) {
  const ticks = useSyncExternalStore(
    watch,
    () => read(runId),
    () => NONE,
  );
  const replace = useCallback((next: Ticks) => write(runId, next), [runId]);
  return { ticks, replace };
}

/** The ticked lines that can't go, since something they need is not ticked; and what that is. */
export function missingOf(ticks: Ticks): { blocked: Tick[]; missing: Tick[] } {
  const lacks = (tick: Tick) => tick.needs.filter(({ id }) => !ticks.has(id));
  const blocked = [...ticks.values()].filter((tick) => lacks(tick).length > 0);
  const missing = new Map(blocked.flatMap(lacks).map((need) => [need.id, { ...need, needs: [] }]));
  return { blocked, missing: [...missing.values()] };
}

/** The ticks with some more; the same when that would be too many. */
export function withTicks(ticks: Ticks, more: readonly Tick[]): Ticks {
  const next = new Map(ticks);
  for (const tick of more) if (!next.has(tick.id)) next.set(tick.id, tick);
  return next.size > TICKS_MAX ? ticks : next;
}

function watch(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => watchers.delete(onChange);
}

const keyOf = (runId: string) => `rollcall:ticks:${runId}`;

function read(runId: string): Ticks {
  const known = kept.get(runId);
  if (known) return known;
  const ticks = stored(runId);
  kept.set(runId, ticks);
  return ticks;
}

function stored(runId: string): Ticks {
  try {
    // Written by `write` below, in this tab.
    const list: Tick[] = JSON.parse(sessionStorage.getItem(keyOf(runId)) ?? "[]");
    return new Map(list.map((tick) => [tick.id, tick]));
  } catch {
    return NONE;
  }
}

function write(runId: string, ticks: Ticks): void {
  kept.set(runId, ticks);
  try {
    if (ticks.size === 0) sessionStorage.removeItem(keyOf(runId));
    else sessionStorage.setItem(keyOf(runId), JSON.stringify([...ticks.values()]));
  } catch {
    // Full or switched off: the ticks live as long as the page does.
  }
  for (const told of watchers) told();
}
