"use client";

import { ClipboardList, Eye, Play, Settings2 } from "lucide-react";
import Link from "next/link";
import { RowMenu } from "@/components/patterns/row-menu";
import { useScope } from "@/components/patterns/use-scope";
import { usePreview } from "@/components/syncs/preview";
import { lastResultsHref, syncHref } from "@/components/syncs/sync-links";
import { useSyncNow } from "@/components/syncs/sync-now";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import type { SyncItem } from "@/lib/syncs/views";

type Props = {
  sync: SyncItem;
  /** The name of the row. */
  name: string;
  canStart: boolean;
};

/** The `…` menu of a sync. */
export function SyncMenu({ sync, name, canStart }: Props) {
  const { org } = useScope();
  return (
    <RowMenu name={name}>
      {canStart ? <SyncNowItem sync={sync} /> : null}
      {canStart && sync.sourceKind === "remote" ? <PreviewItem sync={sync} /> : null}
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

function SyncNowItem({ sync }: { sync: SyncItem }) {
  const { start, pending } = useSyncNow();
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

function PreviewItem({ sync }: { sync: SyncItem }) {
  const { start, pending } = usePreview();
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
