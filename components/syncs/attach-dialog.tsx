"use client";

import { Plug } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { EmptyState } from "@/components/patterns/empty-state";
import { TitledDialog } from "@/components/patterns/titled-dialog";
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

  function done(href: string) {
    onOpenChange(false);
    router.push(href);
  }

  return (
    <TitledDialog
      title="Attach Remote Source"
      description={`Choose the file that keeps the users of ${workspace.name} up to date. Nothing is imported before you approve it.`}
      open={open}
      onClose={() => onOpenChange(false)}
      width="wide"
    >
      {sources.length > 0 ? (
        <AttachForm
          workspace={workspace.slug}
          sources={sources}
          submit="Save Remote Source"
          onDone={done}
          cancel={() => onOpenChange(false)}
        />
      ) : (
        <EmptyState
          compact
          icon={<Plug />}
          title="No Remote Sources yet"
          description="Create a Remote Source for the place your file comes from. Then attach it here."
          action={
            <Button asChild>
              <Link href={`/${org}/remote-sources/new?workspace=${workspace.slug}`}>
                Create a new Remote Source
              </Link>
            </Button>
          }
        />
      )}
    </TitledDialog>
  );
}
