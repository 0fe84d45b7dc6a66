"use client";

import { FlaskConical, Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { sendNextFileAction } from "@/lib/sandbox/actions";

const RemoveSandboxDialog = deferDialog(
  async () => (await import("@/components/sandbox/remove-sandbox-dialog")).RemoveSandboxDialog,
);

type Props = { canSendNext: boolean; canRemove: boolean };

/** Above every page of the sandbox: what it is, the next sample file, and the way to remove it. */
export function SandboxBar({ canSendNext, canRemove }: Props) {
  const { org, workspace } = useScope();
  const router = useRouter();
  const [removing, setRemoving] = useState(false);
  const { run, pending } = useAction(sendNextFileAction, {
    success: "The next sample file has arrived in the drop",
    onDone: ({ runId }) => router.push(`/${org}/${workspace}/runs/${runId}`),
  });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b bg-subtle px-4 py-2 text-sm sm:px-6 lg:px-8 print:hidden">
      <p className="flex min-w-0 flex-1 basis-64 items-start gap-2 text-pretty">
        <FlaskConical className="mt-0.5 size-4 shrink-0 text-primary" aria-hidden="true" />
        <span>
          <span className="font-medium">Sandbox.</span>{" "}
          <span className="text-muted-foreground">
            Its people do not exist. Nothing here raises alerts or reaches webhooks.
          </span>
        </span>
      </p>
      <div className="flex flex-wrap gap-2">
        {canSendNext ? (
          <Button
            size="sm"
            variant="outline"
            pending={pending}
            onClick={() => void run({ org, workspace }, {})}
          >
            <Send aria-hidden="true" />
            Send the next sample file
          </Button>
        ) : null}
        {canRemove ? (
          <Button size="sm" variant="outline" onClick={() => setRemoving(true)}>
            Remove sandbox
          </Button>
        ) : null}
      </div>
      <RemoveSandboxDialog open={removing} onOpenChange={setRemoving} />
    </div>
  );
}
