"use client";

import { CirclePause, CirclePlay, FileSearch, Pencil, Table2, Unplug } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { RowMenu } from "@/components/patterns/row-menu";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { DetachDialog } from "@/components/syncs/detach-dialog";
import { PreviewButton } from "@/components/syncs/preview";
import { SyncFileDialog } from "@/components/syncs/sync-file-dialog";
import { lastResultsHref, syncHref } from "@/components/syncs/sync-links";
import { SyncNowButton } from "@/components/syncs/sync-now";
import { Button } from "@/components/ui/button";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { pauseSyncAction } from "@/lib/syncs/actions";
import type { SyncDetail } from "@/lib/syncs/views";

type Props = {
  sync: SyncDetail;
  canStart: boolean;
  canEdit: boolean;
  /** To detach the file. */
  canDetach: boolean;
  /** To choose another file of the Remote Source. */
  canChooseFile: boolean;
};

/** The actions in the header of a sync. */
export function SyncActions({ canEdit, ...rights }: Props) {
  const { sync, canStart } = rights;
  const { org } = useScope();
  return (
    <>
      {sync.lastRun ? (
        <Button asChild variant="outline">
          <Link href={lastResultsHref(org, sync)}>View last sync results</Link>
        </Button>
      ) : null}
      {canStart ? <PreviewButton sync={sync} /> : null}
      {canStart ? <SyncNowButton sync={sync} /> : null}
      {canEdit ? <ChangeMenu {...rights} /> : null}
    </>
  );
}

function ChangeMenu({ sync, canStart, canDetach, canChooseFile }: Omit<Props, "canEdit">) {
  const { org, workspace } = useScope();
  const [detaching, setDetaching] = useState(false);
  const [selecting, setSelecting] = useState(false);
  const { run } = useAction(pauseSyncAction, {
    success: sync.setup ? "The sync is on" : sync.paused ? "Sync resumed" : "Sync paused",
  });
  const remote = sync.sourceKind === "remote";
  return (
    <>
      <RowMenu name={sync.name}>
        {remote && canStart && canChooseFile ? (
          <DropdownMenuItem onSelect={() => setSelecting(true)}>
            <FileSearch aria-hidden="true" />
            Sync a file…
          </DropdownMenuItem>
        ) : null}
        {remote ? (
          <DropdownMenuItem asChild>
            <Link href={`${syncHref(org, sync)}/edit`}>
              <Pencil aria-hidden="true" />
              Edit
            </Link>
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuItem asChild>
          <Link href={`${syncHref(org, sync)}/mapping`}>
            <Table2 aria-hidden="true" />
            Edit mapping
          </Link>
        </DropdownMenuItem>
        {remote ? (
          <DropdownMenuItem
            onSelect={() => void run({ org, workspace }, { syncId: sync.id, paused: !sync.paused })}
          >
            {sync.paused ? <CirclePlay aria-hidden="true" /> : <CirclePause aria-hidden="true" />}
            {sync.setup ? "Turn on" : sync.paused ? "Resume sync" : "Pause sync"}
          </DropdownMenuItem>
        ) : null}
        {canDetach ? (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem variant="destructive" onSelect={() => setDetaching(true)}>
              <Unplug aria-hidden="true" />
              Detach
            </DropdownMenuItem>
          </>
        ) : null}
      </RowMenu>
      {selecting ? <SyncFileDialog sync={sync} onClose={() => setSelecting(false)} /> : null}
      <DetachDialog sync={sync} open={detaching} onOpenChange={setDetaching} />
    </>
  );
}
