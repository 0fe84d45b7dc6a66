"use client";

import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { removeSandboxAction } from "@/lib/sandbox/actions";

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

/** One click after the button that opens it: nothing in a sandbox is anyone's. */
export function RemoveSandboxDialog({ open, onOpenChange }: Props) {
  const { org } = useScope();
  const router = useRouter();
  const { run } = useAction(removeSandboxAction, {
    success: "Sandbox removed",
    quiet: true,
    onDone: () => {
      router.push(`/${org}/workspaces`);
      router.refresh();
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Remove sandbox?"
      description="You can't undo this, but you can make a new one at any time."
      lost={[
        "Its users, profile fields, user lists, teams and pages, with what you added to them",
        "Its syncs, runs and results",
        "Its drop with all files, keys and passwords",
      ]}
      kept={["Your other workspaces and Remote Sources stay as they are"]}
      confirmLabel="Remove sandbox"
      onConfirm={() => run({ org }, {})}
    />
  );
}
