"use client";

import { Play, Upload } from "lucide-react";
import Link from "next/link";
import { useScope } from "@/components/patterns/use-scope";
import type { SyncNow } from "@/components/syncs/types";
import { useSyncNow } from "@/components/syncs/use-sync-now";
import { Button } from "@/components/ui/button";
import type { SyncItem } from "@/lib/syncs/views";

/** "Sync now"; for uploads, a link to the next upload. */
export function SyncNowButton({ sync, syncNow }: { sync: SyncItem; syncNow: SyncNow }) {
  const { org } = useScope();
  const { start, pending } = useSyncNow(syncNow);
  if (sync.sourceKind === "upload") {
    return (
      <Button asChild>
        <Link href={`/${org}/${sync.workspace.slug}/upload`}>
          <Upload aria-hidden="true" />
          Upload CSV
        </Link>
      </Button>
    );
  }
  return (
    <Button pending={pending} onClick={() => void start({ syncId: sync.id, workspace: sync.workspace.slug })}>
      <Play aria-hidden="true" />
      Sync now
    </Button>
  );
}
