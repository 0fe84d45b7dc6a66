"use client";

import { ClipboardList, Eye, Play, Settings2 } from "lucide-react";
import Link from "next/link";
import { RowMenu } from "@/components/patterns/row-menu";
import { useScope } from "@/components/patterns/use-scope";
import { lastResultsHref, syncHref } from "@/components/syncs/sync-links";
import type { StartSync, SyncNow } from "@/components/syncs/types";
import { usePreview } from "@/components/syncs/use-preview";
import { useSyncNow } from "@/components/syncs/use-sync-now";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import type { SyncItem } from "@/lib/syncs/views";

type Props = {
  sync: SyncItem;
  /** The name of the row. */
  name: string;
  /** Null for members who may not start runs. */
  start: StartSync | null;
};

/** The `…` menu of a sync. */
export function SyncMenu({ sync, name, start }: Props) {
  const { org } = useScope();
  return (
    <RowMenu name={name}>
      {start ? <SyncNowItem sync={sync} syncNow={start.syncNow} /> : null}
      {start && sync.sourceKind === "remote" ? <PreviewItem sync={sync} preview={start.preview} /> : null}
      <DropdownMenuItem asChild>
        <Link href={lastResultsHref(org, sync)}>
          <ClipboardList aria-hidden="true" />
          View last sync results
        </Link>
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem asChild>
        <Link href={syncHref(org, sync)}>
          <Settings2 aria-hidden="true" />
          Schedule, limits and mapping
        </Link>
      </DropdownMenuItem>
    </RowMenu>
  );
}

function SyncNowItem({ sync, syncNow }: { sync: SyncItem; syncNow: SyncNow }) {
  const { start, pending } = useSyncNow(syncNow);
  return (
    <DropdownMenuItem
      disabled={pending}
      onSelect={() => void start({ syncId: sync.id, workspace: sync.workspace.slug })}
    >
      <Play aria-hidden="true" />
      Sync now
    </DropdownMenuItem>
  );
}

function PreviewItem({ sync, preview }: { sync: SyncItem; preview: SyncNow }) {
  const { start, pending } = usePreview(preview);
  return (
    <DropdownMenuItem
      disabled={pending}
      onSelect={() => void start({ syncId: sync.id, workspace: sync.workspace.slug })}
    >
      <Eye aria-hidden="true" />
      Preview changes{" "}
    </DropdownMenuItem>
  );
}
