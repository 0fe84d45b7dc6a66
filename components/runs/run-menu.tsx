"use client";

import { Ban, Eye } from "lucide-react";
import Link from "next/link";
import { RowMenu } from "@/components/patterns/row-menu";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { type EndRun, isOpen } from "@/components/runs/types";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import type { RunItem } from "@/lib/runs/views/types";

type Props = {
  run: RunItem;
  href: string;
  /** Null for members who may not cancel runs. */
  cancel: EndRun | null;
};

/** The `…` menu of a run: open it, or cancel it before it ends. */
export function RunMenu({ run, href, cancel }: Props) {
  return (
    <RowMenu name={`the run of ${run.sync.name}`}>
      <DropdownMenuItem asChild>
        <Link href={href}>
          <Eye aria-hidden="true" />
          Open
        </Link>
      </DropdownMenuItem>
      {cancel && isOpen(run.state) ? <CancelItem runId={run.id} cancel={cancel} /> : null}
    </RowMenu>
  );
}

function CancelItem({ runId, cancel }: { runId: string; cancel: EndRun }) {
  const scope = useScope();
  const { run, pending } = useAction(cancel, { success: "Run cancelled. Nothing was changed." });
  return (
    <DropdownMenuItem disabled={pending} onSelect={() => void run(scope, { runId })}>
      <Ban aria-hidden="true" />
      Cancel run
    </DropdownMenuItem>
  );
}
