"use client";

import { Ban, Eye } from "lucide-react";
import Link from "next/link";
import { RowMenu } from "@/components/patterns/row-menu";
import { useAction } from "@/components/patterns/use-action";
import { useNow } from "@/components/patterns/use-now";
import { useScope } from "@/components/patterns/use-scope";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { formatDayTime } from "@/lib/format/time";
import { isOpen } from "@/lib/model/run-state";
import { cancelRunAction } from "@/lib/runs/actions";
import type { RunItem } from "@/lib/runs/views/types";

type Props = {
  run: RunItem;
  href: string;
  canCancel: boolean;
};

/** The `…` menu of a run: open it, or cancel it before it ends. */
export function RunMenu({ run, href, canCancel }: Props) {
  const { now, mounted } = useNow(3_600_000);
  // Two runs of a sync differ in when they were.
  const when = formatDayTime(new Date(run.createdAt), now, mounted ? undefined : "UTC");
  return (
    <RowMenu name={`the run of ${run.sync.name}, ${when}`}>
      <DropdownMenuItem asChild>
        <Link href={href}>
          <Eye aria-hidden="true" />
          Open
        </Link>
      </DropdownMenuItem>
      {canCancel && isOpen(run.state) ? <CancelItem runId={run.id} /> : null}
    </RowMenu>
  );
}

function CancelItem({ runId }: { runId: string }) {
  const scope = useScope();
  const { run, pending } = useAction(cancelRunAction, { success: "Run cancelled. Nothing was changed." });
  return (
    <DropdownMenuItem disabled={pending} onSelect={() => void run(scope, { runId })}>
      <Ban aria-hidden="true" />
      Cancel run
    </DropdownMenuItem>
  );
}
