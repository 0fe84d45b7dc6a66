"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { useScope } from "@/components/patterns/use-scope";
import { CheckStages } from "@/components/remote-sources/check-stages";
import { ServerKey } from "@/components/remote-sources/server-key";
import { useCheck } from "@/components/remote-sources/use-check";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { CheckedSource } from "@/lib/remote-sources/views";

type Props = {
  source: CheckedSource;
  /** Renders the buttons; `running` is true during a check. */
  actions: (running: boolean, again: ReactNode) => ReactNode;
};

/** Checks a connection from the moment it is shown: stage by stage, with what to do when one fails. */
export function CheckReport({ source, actions }: Props) {
  const { org } = useScope();
  const router = useRouter();
  const url = `/${org}/remote-sources/${source.id}/check`;
  const { running, stages, outcome, error, again } = useCheck(url, () => router.refresh());
  return (
    <>
      <CheckStages stages={stages} running={running} />
      <ActionErrorPanel error={error} />
      {outcome?.result.ok ? (
        <Alert tone="success">
          <AlertTitle>The connection works</AlertTitle>
          <AlertDescription>
            Rollcall signed in and opened the home folder. Next, attach this Remote Source to a workspace.
          </AlertDescription>
        </Alert>
      ) : null}
      {outcome?.hostKey ? <ServerKey source={source} seen={outcome.hostKey} onApproved={again} /> : null}
      {actions(
        running,
        <Button variant="outline" onClick={again} disabled={running}>
          Check again
        </Button>,
      )}
    </>
  );
}

/** `user@host`, with the port if it is not 22. */
export function addressOf({ username, host, port }: CheckedSource): string {
  return `${username}@${host}${port === 22 ? "" : `:${port}`}`;
}
