"use client";

import { Plug } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { EmptyState } from "@/components/patterns/empty-state";
import { useScope } from "@/components/patterns/use-scope";
import type { BrowseRemoteSource } from "@/components/remote-sources/types";
import { AttachForm } from "@/components/syncs/attach-form";
import type { AttachRemoteSource } from "@/components/syncs/types";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import type { RemoteSourceName } from "@/lib/remote-sources/read";

export type AttachParts = {
  sources: readonly RemoteSourceName[];
  attach: AttachRemoteSource;
  browse: BrowseRemoteSource;
};

type Props = AttachParts & {
  workspace: { name: string; slug: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** "Attach Remote Source": a file that the users of a workspace follow from now on. */
export function AttachDialog({ workspace, sources, attach, browse, open, onOpenChange }: Props) {
  const { org } = useScope();
  const router = useRouter();

  function done(syncId: string) {
    onOpenChange(false);
    toast.success("Remote Source attached", {
      description: `The users of ${workspace.name} follow this file from its first run on.`,
      action: {
        label: "Open the sync",
        onClick: () => router.push(`/${org}/${workspace.slug}/syncs/${syncId}`),
      },
      duration: 10_000,
    });
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent className="sm:max-w-xl">
        <DialogHeader>
          <DialogTitle>Attach Remote Source</DialogTitle>
          <DialogDescription>
            The users of {workspace.name} will follow a file of this source.
          </DialogDescription>
        </DialogHeader>
        {sources.length > 0 ? (
          <AttachForm
            workspace={workspace.slug}
            sources={sources}
            attach={attach}
            browse={browse}
            onDone={done}
            onCancel={() => onOpenChange(false)}
          />
        ) : (
          <EmptyState
            compact
            icon={<Plug />}
            title="There is no Remote Source yet"
            description="First tell Rollcall which server the file is on. Then come back here."
            action={
              <Button asChild>
                <Link href={`/${org}/remote-sources/new`}>Create a new Remote Source</Link>
              </Button>
            }
          />
        )}
      </DialogContent>
    </Dialog>
  );
}
