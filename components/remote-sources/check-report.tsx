"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { useScope } from "@/components/patterns/use-scope";
import { CheckStages } from "@/components/remote-sources/check-stages";
import { editHref } from "@/components/remote-sources/edit-href";
import { SOURCE_UI } from "@/components/remote-sources/kinds/registry";
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
  const { running, stages, outcome, error, again } = useCheck({ url, onEnd: () => router.refresh() });
  const failed = running ? undefined : stages.find((stage) => !stage.ok);
  return (
    <>
      <CheckStages known={SOURCE_UI[source.kind].stages} stages={stages} running={running} />
      <ActionErrorPanel error={error} />
      {outcome?.result.ok ? (
        <Alert tone="success">
          <AlertTitle>The connection works</AlertTitle>
          <AlertDescription>
            {SOURCE_UI[source.kind].works} Next, attach this Remote Source to a workspace.
          </AlertDescription>
        </Alert>
      ) : null}
      {outcome?.hostKey ? <ServerKey source={source} seen={outcome.hostKey} onApproved={again} /> : null}
      {actions(
        running,
        <>
          <Button variant="outline" onClick={again} disabled={running}>
            Check again
          </Button>
          {failed && outcome?.hostKey?.state !== "changed" ? (
            <Button asChild variant="outline">
              <Link href={editHref(org, source, failed)}>Edit</Link>
            </Button>
          ) : null}
        </>,
      )}
    </>
  );
}
