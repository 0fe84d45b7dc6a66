"use client";

import { Plug } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { EmptyState } from "@/components/patterns/empty-state";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { toast } from "@/components/patterns/toast";
import { useScope } from "@/components/patterns/use-scope";
import { AttachForm } from "@/components/syncs/attach-form";
import { Button } from "@/components/ui/button";
import type { SourceMention } from "@/lib/pipeline/source/registry";

type Props = {
  workspace: { name: string; slug: string };
  sources: readonly SourceMention[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** "Attach Remote Source": selects a file that keeps the users of a workspace up to date. */
export function AttachDialog({ workspace, sources, open, onOpenChange }: Props) {
  const { org } = useScope();
  const router = useRouter();

  function done(syncId: string) {
    onOpenChange(false);
    toast.success("Remote Source attached", {
      description: `The first run imports the file into ${workspace.name}.`,
      action: {
        label: "Open sync",
        onClick: () => router.push(`/${org}/${workspace.slug}/syncs/${syncId}`),
      },
      duration: 10_000,
    });
  }

  return (
    <TitledDialog
      title="Attach Remote Source"
      description={`Keep the users of ${workspace.name} up to date with a file of a Remote Source.`}
      open={open}
      onClose={() => onOpenChange(false)}
      className="sm:max-w-xl"
    >
      {sources.length > 0 ? (
        <AttachForm
          workspace={workspace.slug}
          sources={sources}
          onDone={done}
          onCancel={() => onOpenChange(false)}
        />
      ) : (
        <EmptyState
          compact
          icon={<Plug />}
          title="No Remote Sources yet"
          description="Create a Remote Source for the place your file comes from. Then attach it here."
          action={
            <Button asChild>
              <Link href={`/${org}/remote-sources/new`}>Create a new Remote Source</Link>
            </Button>
          }
        />
      )}
    </TitledDialog>
  );
}
