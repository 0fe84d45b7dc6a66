"use client";

import { useOptimistic, useTransition } from "react";

/** Items whose order can be changed: a move shows immediately and is reverted if `save` fails. */
export function useReorder<T extends { id: number }>(
  items: readonly T[],
  save: (ids: number[]) => Promise<unknown>,
) {
  const [shown, setShown] = useOptimistic(items);
  const [, startTransition] = useTransition();

  function move(from: number, to: number) {
    const moved = shown[from];
    if (!moved || to === from || to < 0 || to >= shown.length) return;
    const next = shown.toSpliced(from, 1).toSpliced(to, 0, moved);
    startTransition(async () => {
      setShown(next);
      await save(next.map(({ id }) => id));
    });
  }

  return { shown, move };
}
