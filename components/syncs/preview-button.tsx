"use client";

import { Eye } from "lucide-react";
import type { SyncNow } from "@/components/syncs/types";
import { usePreview } from "@/components/syncs/use-preview";
import { Button } from "@/components/ui/button";
import type { SyncItem } from "@/lib/syncs/views";

/** "Preview changes"; nothing for uploads, which always start with a preview. */
export function PreviewButton({ sync, preview }: { sync: SyncItem; preview: SyncNow }) {
  const { start, pending } = usePreview(preview);
  if (sync.sourceKind === "upload") return null;
  return (
    <Button
      variant="outline"
      pending={pending}
      onClick={() => void start({ syncId: sync.id, workspace: sync.workspace.slug })}
    >
      <Eye aria-hidden="true" />
      Preview changes{" "}
    </Button>
  );
}
