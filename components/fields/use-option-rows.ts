"use client";

import { type ClipboardEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type { Option, RowControl, RowEvents } from "@/components/fields/option-row";
import { linesOf, newOptions } from "@/lib/fields/option-texts";
import { plural } from "@/lib/format/plural";

type Rows = {
  /** The options when the editor was opened. */
  given: readonly Option[];
  onChange: (options: Option[]) => void;
  declined: ReadonlySet<number>;
  onDecline: (declined: ReadonlySet<number>) => void;
};

/** What has the focus once the rows are drawn again: the first of these controls that the row has and that can be used. */
type Focus = { key: number; controls: readonly RowControl[] };

// An option is replaced when it changes; what it replaces gives it its key.
const keys = new WeakMap<Option, number>();
let count = 0;

function keyOf(option: Option): number {
  const key = keys.get(option) ?? ++count;
  keys.set(option, key);
  return key;
}

/** Of what is pasted, as many are shown as are drawn at first. */
const PASTED_SHOWN = 50;

/**
 * The options and what their rows do. They are kept here: the form copies what it is given, and a copy is another row.
 * `on` never changes, so that of thousands of rows one is drawn again.
 */
export function useOptionRows({ given, onChange, declined, onDecline }: Rows) {
  const [options, setOptions] = useState(given);
  const now = useRef({ options, onChange, declined, onDecline });
  useEffect(() => {
    now.current = { options, onChange, declined, onDecline };
  });
  const list = useRef<HTMLUListElement>(null);
  const next = useRef<Focus | null>(null);
  const [pasted, setPasted] = useState<string | null>(null);
  /** Keys of what was added since: drawn wherever it is. */
  const [added] = useState(() => new Set<number>());

  useEffect(() => {
    const wanted = next.current;
    if (!wanted) return;
    next.current = null;
    const row = list.current?.querySelector(`[data-row="${wanted.key}"]`);
    const found = wanted.controls.flatMap(
      (control) => row?.querySelector<HTMLElement>(`[data-control="${control}"]:enabled`) ?? [],
    );
    (found[0] ?? list.current)?.focus();
  });

  const actions = useMemo(() => {
    const set = (changed: Option[]): void => {
      setOptions(changed);
      now.current.onChange(changed);
    };
    const edit = (change: (options: Option[]) => void): void => {
      const changed = [...now.current.options];
      change(changed);
      set(changed);
    };
    const focus = (option: Option | undefined, ...controls: RowControl[]): void => {
      next.current = { key: option ? keyOf(option) : 0, controls };
    };
    const blank = (): Option => {
      const option = { label: "" };
      added.add(keyOf(option));
      focus(option, "label");
      return option;
    };
    const on: RowEvents = {
      change: (index, change) =>
        edit((options) => {
          const was = options[index];
          if (!was) return;
          const changed = { ...was, ...change };
          keys.set(changed, keyOf(was));
          options[index] = changed;
        }),
      keepOldName(id, keep) {
        const next = new Set(now.current.declined);
        if (keep) next.delete(id);
        else next.add(id);
        now.current.onDecline(next);
      },
      move: (from, to) =>
        edit((options) => {
          const [moved] = options.splice(from, 1);
          if (!moved) return;
          options.splice(to, 0, moved);
          focus(moved, ...(to < from ? (["up", "down"] as const) : (["down", "up"] as const)));
        }),
      remove: (index) =>
        edit((options) => {
          options.splice(index, 1);
          focus(options[index] ?? options[index - 1], "remove");
        }),
      paste(event: ClipboardEvent<HTMLInputElement>, index) {
        const lines = linesOf(event.clipboardData.getData("text"));
        if (lines.length < 2 || event.currentTarget.value !== "") return;
        event.preventDefault();
        edit((options) => {
          const others = options.filter((_, at) => at !== index);
          const fresh = newOptions(others, lines);
          options.splice(index, 1, ...fresh);
          for (const option of fresh.slice(0, PASTED_SHOWN)) added.add(keyOf(option));
          focus(fresh[0], "label");
          const left = lines.length - fresh.length;
          setPasted(
            `${plural(fresh.length, "option")} added${left > 0 ? `; ${plural(left, "line")} left out, options already` : ""}.`,
          );
        });
      },
      keyDown(event: KeyboardEvent<HTMLInputElement>, index) {
        if (event.key !== "Enter" || event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        edit((options) => options.splice(index + 1, 0, blank()));
      },
    };
    return { on, set, focus, add: () => edit((options) => options.push(blank())) };
  }, [added]);

  return {
    ...actions,
    options,
    list,
    keyOf,
    pasted,
    isAdded: (option: Option) => added.has(keyOf(option)),
  };
}
