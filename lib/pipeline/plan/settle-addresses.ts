import { type UndoLine, withoutAddress } from "@/lib/pipeline/plan/invert";

/** A line that takes an address which `holder` (a user) has now. */
export type Conflict = { line: UndoLine; holder: number };

/**
 * Decides on lines that take an address someone else has. It is theirs when the holder gives it up in the same undo
 * (`freeing`: user -> ID of the line that frees their address); otherwise they go without, and so on down the chain.
 */
export function settleAddresses(
  conflicts: readonly Conflict[],
  freeing: ReadonlyMap<number, string>,
): UndoLine[] {
  const byUser = new Map(conflicts.map((conflict) => [conflict.line.userId, conflict]));
  const byHolder = new Map(conflicts.map((conflict) => [conflict.holder, conflict]));
  const refused = new Set<Conflict>();
  for (const conflict of conflicts) {
    if (freeing.has(conflict.holder) || byUser.has(conflict.holder)) continue;
    for (let at: Conflict | undefined = conflict; at && !refused.has(at); ) {
      refused.add(at);
      at = at.line.userId === null ? undefined : byHolder.get(at.line.userId);
    }
  }
  return conflicts.map((conflict) => {
    if (refused.has(conflict)) return withoutAddress(conflict.line);
    const frees = freeing.get(conflict.holder) ?? byUser.get(conflict.holder)?.line.csvId ?? null;
    return { ...conflict.line, dependsOn: frees };
  });
}
