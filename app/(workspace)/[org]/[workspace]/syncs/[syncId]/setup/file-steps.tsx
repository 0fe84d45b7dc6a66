import Link from "next/link";
import { Facts } from "@/components/patterns/facts";
import { Panel } from "@/components/patterns/panel";
import { FieldsPanel } from "@/components/setup/fields-panel";
import { FilePanel, LimitsPanel, SchedulePanel } from "@/components/setup/sync-step-forms";
import { RefreshWhile } from "@/components/syncs/refresh-while";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { findFileLook } from "@/lib/file-looks/read";
import { may } from "@/lib/permissions";
import type { StepProps } from "./step-props";

/** The Remote Source: set up before the sync, shown for who comes back. */
export function SourceStep({ ctx, org, href, sync: { remoteSource }, setup }: StepProps) {
  const isChecked = setup.progress.steps.some(({ id, done }) => id === "source" && done);
  return (
    <Panel
      title="Source"
      description="Where the file comes from."
      footer={
        <>
          <Button asChild>
            <Link href={`${href}?step=file`}>Continue</Link>
          </Button>
          {may(ctx, "remote_source:view") ? (
            <Button asChild variant="outline">
              <Link href={`/${org}/remote-sources`}>Open Remote Sources</Link>
            </Button>
          ) : null}
        </>
      }
    >
      <Facts
        items={[
          { label: "Remote Source", value: remoteSource?.name },
          { label: "Address", value: remoteSource?.address, mono: true },
          {
            label: "Connection",
            value: isChecked ? "Checked" : "Not checked yet: reading the file checks it too",
          },
        ]}
      />
    </Panel>
  );
}

export function FileStep({ ctx, sync, href }: StepProps) {
  return (
    <Panel title="File" description={`On ${sync.remoteSource?.name} (${sync.remoteSource?.address}).`}>
      <FilePanel sync={sync} next={`${href}?step=fields`} canChooseFile={may(ctx, "remote_source:view")} />
    </Panel>
  );
}

/** What is in the file, and where each column goes. */
export async function FieldsStep({ ctx, org, sync, href, base }: StepProps) {
  const look = await findFileLook(ctx, sync.id);
  const { remoteSource } = sync;
  return (
    <>
      {remoteSource?.kind === "drop" && look?.state !== "done" ? (
        <Alert>
          <AlertTitle>Has the file come yet?</AlertTitle>
          <AlertDescription>
            <p>
              Your IT team sends it to the drop; its page has what they need. You can leave and continue once
              it is there, or turn the sync on now: the first file that comes then makes a plan that waits for
              your approval.
            </p>
          </AlertDescription>
          {may(ctx, "remote_source:view") ? (
            <AlertActions>
              <Button asChild variant="outline" size="sm">
                <Link href={`/${org}/remote-sources/${remoteSource.id}`}>Open the drop</Link>
              </Button>
            </AlertActions>
          ) : null}
        </Alert>
      ) : null}
      <FieldsPanel
        syncId={sync.id}
        look={look}
        canCreateFields={may(ctx, "field:create")}
        next={href}
        mappingHref={`${base}/syncs/${sync.id}/mapping`}
      />
      <RefreshWhile active={look === null || look.state === "queued" || look.state === "running"} />
    </>
  );
}

export function ScheduleStep({ sync, href }: StepProps) {
  return (
    <Panel title="Schedule" description="When the file is read, once the first plan is approved.">
      <SchedulePanel sync={sync} next={href} />
    </Panel>
  );
}

export function LimitsStep({ ctx, sync, href }: StepProps) {
  return (
    <Panel
      title="Limits"
      description="The sync applies changes automatically within these limits. Beyond them a plan waits for your approval."
    >
      <LimitsPanel sync={sync} next={href} canStart={may(ctx, "run:start")} />
    </Panel>
  );
}
