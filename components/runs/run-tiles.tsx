import { Ban, CircleAlert, Equal, FileText, Minus, Pencil, Plus, TriangleAlert, Undo2 } from "lucide-react";
import { StatTile, StatTiles } from "@/components/patterns/stat-tile";
import { plural } from "@/lib/format/plural";
import type { Counts } from "@/lib/model/run";
import type { PendingPlan } from "@/lib/runs/pending-plan";

type Props = {
  counts: Counts;
  /** Whether the run is an undo, which has other tiles. */
  isUndo: boolean;
  /** The part of the plan that is pending approval; null if there is none. */
  plan: PendingPlan | null;
  /** The URL of the run. */
  href: string;
  /** The active filters of the table below. */
  active: { kind: string; severity: string; standing: string };
};

/** The run in numbers. The tiles filter the table below. */
export function RunTiles({ counts, isUndo, plan, href, active }: Props) {
  const planned = plan !== null && !plan.partly;
  // Changes pending approval are not counted as applied.
  const waits = plan?.partly ? plan.removals : 0;
  const kind = (name: string) => ({ href: `${href}?kind=${name}`, active: active.kind === name });
  const severity = (name: string) => ({
    href: `${href}?tab=issues&severity=${name}`,
    active: active.severity === name,
  });
  const say = (done: string, toDo: string) => (planned ? toDo : done);
  return (
    <StatTiles>
      {isUndo ? null : (
        <>
          <StatTile label="Rows read" value={counts.read} icon={<FileText />} />
          <StatTile
            label={say("Created", "To create")}
            value={counts.created}
            tone="success"
            icon={<Plus />}
            {...kind("create")}
          />
        </>
      )}
      <StatTile
        label={isUndo ? say("Reverted", "To revert") : say("Updated", "To update")}
        value={counts.updated}
        tone="running"
        icon={<Pencil />}
        {...kind("update")}
      />
      <StatTile
        label={waits > 0 ? "To remove" : say("Removed", "To remove")}
        value={counts.removed + waits}
        tone="danger"
        icon={<Minus />}
        {...kind("remove")}
      />
      {counts.restored > 0 || isUndo ? (
        <StatTile
          label={say("Restored", "To restore")}
          value={counts.restored}
          tone="success"
          icon={<Undo2 />}
          {...kind("restore")}
        />
      ) : null}
      {isUndo ? (
        <StatTile
          label="Kept as is"
          value={counts.skipped}
          icon={<Equal />}
          href={`${href}?status=kept`}
          active={active.standing === "kept"}
        />
      ) : (
        <>
          <StatTile label="Unchanged" value={counts.unchanged} icon={<Equal />} />
          {counts.discarded ? (
            <StatTile
              label="Not applied"
              value={counts.discarded}
              tone="held"
              icon={<Ban />}
              hint={counts.discardedRemovals ? plural(counts.discardedRemovals, "removal") : undefined}
              href={`${href}?status=left_out`}
              active={active.standing === "left_out"}
            />
          ) : null}
          <StatTile
            label="Errors"
            value={counts.errors}
            tone="danger"
            icon={<CircleAlert />}
            {...severity("error")}
          />
          <StatTile
            label="Warnings"
            value={counts.warnings}
            tone="held"
            icon={<TriangleAlert />}
            {...severity("warning")}
          />
        </>
      )}
    </StatTiles>
  );
}
