"use client";

import { type ClipboardEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type { Option, RowEvents } from "@/components/fields/option-row";
import { linesOf, newOptions } from "@/lib/fields/option-texts";
import { plural } from "@/lib/format/plural";

type Rows = {
  options: readonly Option[];
  onChange: (options: Option[]) => void;
  declined: ReadonlySet<number>;
  onDecline: (declined: ReadonlySet<number>) => void;
};

// An option is replaced when it changes; what it replaces gives it its key.
const keys = new WeakMap<Option, number>();
let count = 0;

function keyOf(option: Option): number {
  const key = keys.get(option) ?? ++count;
  keys.set(option, key);
  return key;
}

/** What the rows of an options editor do. `on` never changes, so that of thousands of rows one is drawn again. */
export function useOptionRows(given: Rows) {
  const now = useRef(given);
  useEffect(() => {
    now.current = given;
  });
  const focus = useRef<Option | null>(null);
  const [pasted, setPasted] = useState<string | null>(null);

  const on = useMemo((): RowEvents => {
    const edit = (change: (options: Option[]) => void): void => {
      const options = [...now.current.options];
      change(options);
      now.current.onChange(options);
    };
    const blank = (): Option => {
      focus.current = { label: "" };
      return focus.current;
    };
    return {
      change: (index, change) =>
        edit((options) => {
          const was = options[index];
          if (!was) return;
          const next = { ...was, ...change };
          keys.set(next, keyOf(was));
          options[index] = next;
        }),
      keepOldName(id, keep) {
        const next = new Set(now.current.declined);
        if (keep) next.delete(id);
        else next.add(id);
        now.current.onDecline(next);
      },
      move: (from, to) => edit((options) => options.splice(to, 0, ...options.splice(from, 1))),
      remove: (index) => edit((options) => options.splice(index, 1)),
      paste(event: ClipboardEvent<HTMLInputElement>, index) {
        const lines = linesOf(event.clipboardData.getData("text"));
        if (lines.length < 2 || event.currentTarget.value !== "") return;
        event.preventDefault();
        edit((options) => {
          const others = options.filter((_, at) => at !== index);
          const added = newOptions(others, lines);
          options.splice(index, 1, ...added);
          const left = lines.length - added.length;
          setPasted(
            `${plural(added.length, "option")} added${left > 0 ? `; ${plural(left, "line")} left out, options already` : ""}.`,
          );
        });
      },
      keyDown(event: KeyboardEvent<HTMLInputElement>, index) {
        if (event.key !== "Enter" || event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        edit((options) => options.splice(index + 1, 0, blank()));
      },
    };
  }, []);

  return {
    on,
    keyOf,
    pasted,
    isNew: (option: Option) => option === focus.current,
    add() {
      focus.current = { label: "" };
      given.onChange([...given.options, focus.current]);
    },
  };
}
