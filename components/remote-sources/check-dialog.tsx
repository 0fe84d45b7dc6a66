"use client";

import { useRouter } from "next/navigation";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { useScope } from "@/components/patterns/use-scope";
import { CheckStages } from "@/components/remote-sources/check-stages";
import { ServerKey } from "@/components/remote-sources/server-key";
import type { ApproveHostKey, CheckedSource } from "@/components/remote-sources/types";
import { useCheck } from "@/components/remote-sources/use-check";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";

type Props = {
  source: CheckedSource;
  /** Null for people who may not approve a changed key. */
  approve: ApproveHostKey | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Checks a connection while it is open: stage by stage, with what to do when one fails. */
export function CheckDialog({ open, onOpenChange, ...rest }: Props) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        {/* Mounted anew each time: opening is what starts a check, closing is what stops it. */}
        <Body {...rest} />
      </DialogContent>
    </Dialog>
  );
}

function Body({ source, approve }: Pick<Props, "source" | "approve">) {
  const { org } = useScope();
  const router = useRouter();
  const url = `/${org}/remote-sources/${source.id}/check`;
  const { running, stages, outcome, error, again } = useCheck(url, () => router.refresh());
  return (
    <>
      <DialogHeader>
        <DialogTitle>Check connection</DialogTitle>
        <DialogDescription>
          {source.name} · <span className="break-all font-mono text-sm">{addressOf(source)}</span>
        </DialogDescription>
      </DialogHeader>
      <CheckStages stages={stages} running={running} />
      <ActionErrorPanel error={error} />
      {outcome?.result.ok ? (
        <Alert tone="success">
          <AlertTitle>The connection works</AlertTitle>
          <AlertDescription>
            Rollcall signed in and opened the home folder. Next, attach it to a workspace.
          </AlertDescription>
        </Alert>
      ) : null}
      {outcome?.hostKey ? (
        <ServerKey source={source} seen={outcome.hostKey} approve={approve} onApproved={again} />
      ) : null}
      <DialogFooter>
        <Button variant="outline" onClick={again} disabled={running}>
          Check again
        </Button>
        <DialogClose asChild>
          <Button variant={running ? "outline" : "default"}>{running ? "Cancel" : "Close"}</Button>
        </DialogClose>
      </DialogFooter>
    </>
  );
}

function addressOf({ username, host, port }: CheckedSource): string {
  return `${username}@${host}${port === 22 ? "" : `:${port}`}`;
}
