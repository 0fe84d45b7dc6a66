"use client";

import { Undo2 } from "lucide-react";
import type { Option } from "@/components/fields/option-row";
import { Button } from "@/components/ui/button";
import type { FieldUse } from "@/lib/fields/read";
import { plural } from "@/lib/format/plural";
import type { FieldOption } from "@/lib/model/field";

type Props = {
  /** The options when the editor was opened. */
  before: readonly FieldOption[];
  options: readonly Option[];
  use: FieldUse | null;
  onRestore: (options: Option[]) => void;
};

const NAMED = 5;

/** What saving removes, and what prevents it. */
export function RemovedOptions({ before, options, use, onRestore }: Props) {
  const kept = new Set(options.map(({ id }) => id));
  const removed = before.filter(({ id }) => !kept.has(id));
  if (removed.length === 0) return null;
  const losing = removed.reduce((sum, { id }) => sum + (use?.byOption[id] ?? 0), 0);
  const lists = (use?.lists ?? []).filter(({ optionIds }) =>
    removed.some(({ id }) => optionIds.includes(id)),
  );
  const more = removed.length - NAMED;

  function restore() {
    const next = [...options];
    for (const option of removed) {
      const { id, label, aliases } = option;
      next.splice(Math.min(before.indexOf(option), next.length), 0, { id, label, aliases });
    }
    onRestore(next);
  }

  return (
    <div role="status" className="flex flex-wrap items-center gap-2 text-held text-sm">
      <span className="wrap-anywhere min-w-0">
        Saving removes{" "}
        {removed
          .slice(0, NAMED)
          .map(({ label }) => `“${label}”`)
          .join(", ")}
        {more > 0 ? ` and ${plural(more, "other option")}` : ""}
        {losing > 0 ? ` and clears ${removed.length > 1 ? "them" : "it"} for ${plural(losing, "user")}` : ""}.
        {lists.length > 0
          ? ` You can't save this yet: the rule of ${lists.map(({ name }) => `“${name}”`).join(", ")} uses a removed option.`
          : ""}
      </span>
      <Button variant="outline" size="sm" onClick={restore}>
        <Undo2 aria-hidden="true" />
        Undo
      </Button>
    </div>
  );
}
