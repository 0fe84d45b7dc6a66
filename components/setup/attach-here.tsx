"use client";

import { useRouter } from "next/navigation";
import { AttachForm } from "@/components/syncs/attach-form";
import type { WorkspaceChoice } from "@/components/syncs/workspace-fields";
import type { SourceMention } from "@/lib/pipeline/source/registry";

type Props = { source: SourceMention; choice: WorkspaceChoice; later: string };

/** The form of the page, after which the set-up of the sync goes on. */
export function AttachHere({ source, choice, later }: Props) {
  const router = useRouter();
  return (
    <AttachForm
      workspace={choice}
      sources={[source]}
      submit="Use this file"
      onDone={(href) => router.push(href)}
      cancel={later}
    />
  );
}
