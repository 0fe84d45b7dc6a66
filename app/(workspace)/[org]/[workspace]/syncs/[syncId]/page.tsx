import { Ban, Check, History } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { FollowButton } from "@/components/alerts/follow-button";
import { Copyable } from "@/components/patterns/copyable";
import { EmptyState } from "@/components/patterns/empty-state";
import { Facts } from "@/components/patterns/facts";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { Panel } from "@/components/patterns/panel";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RunNotice } from "@/components/runs/run-notice";
import { RunsChart } from "@/components/runs/runs-chart";
import { FileNotices } from "@/components/syncs/late-notice";
import { MappingTable } from "@/components/syncs/mapping-table";
import { RefreshWhile } from "@/components/syncs/refresh-while";
import { SyncActions } from "@/components/syncs/sync-actions";
import { LastRun, LateBadge, NextRun } from "@/components/syncs/sync-state";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { getFollowing } from "@/lib/alerts/follow";
import { pageWorkspace } from "@/lib/auth/page";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { IssueFile } from "@/lib/model/issue";
import { may } from "@/lib/permissions";
import { guardLines } from "@/lib/pipeline/guard/lines";
import { fileConditions } from "@/lib/syncs/describe-files";
import { describeMapping, describeRows, missingStandard } from "@/lib/syncs/describe-mapping";
import { isGoingOn } from "@/lib/syncs/is-going-on";
import { findSync, listFieldChoices, listLastRuns } from "@/lib/syncs/read";
import { newFileText } from "@/lib/syncs/rhythm";
import { scheduleText } from "@/lib/syncs/schedule";
import type { SyncDetail } from "@/lib/syncs/views";

type Props = { params: Promise<{ org: string; workspace: string; syncId: string }> };

/** The title of the page and the page itself are about the same sync. */
const open = cache(async (org: string, workspace: string, syncId: string) => {
  const ctx = await pageWorkspace(org, workspace, "sync:view");
  return { ctx, sync: await findSync(ctx, syncId) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, workspace, syncId } = await params;
  return { title: (await open(org, workspace, syncId)).sync?.name ?? "Sync" };
}

export default async function SyncPage({ params }: Props) {
  const { org, workspace, syncId } = await params;
  const { ctx, sync } = await open(org, workspace, syncId);
  if (!sync) notFound();
  const { follows } = await getFollowing(ctx, { syncId });
  const runs = await listLastRuns(ctx, syncId);
  const columns = describeMapping({ ...sync, fields: await listFieldChoices(ctx) });
  const rules = describeRows(sync.mapping);
  const base = `/${org}/${workspace}/syncs/${syncId}`;
  const canEdit = may(ctx, "sync:update");
  const seesSources = may(ctx, "remote_source:view");
  return (
    <Page>
      <PageHeader
        title={sync.name}
        description={
          sync.remoteSource
            ? "A file of a Remote Source that keeps users of this workspace up to date."
            : "Users from uploaded files."
        }
        meta={
          <>
            {sync.setup ? (
              <Badge variant="held">Being set up</Badge>
            ) : sync.paused ? (
              <Badge variant="held">Paused</Badge>
            ) : null}
            <LateBadge sync={sync} />
          </>
        }
        actions={
          <>
            <FollowButton syncId={syncId} follows={follows} />
            <SyncActions
              sync={sync}
              canStart={may(ctx, "run:start")}
              canEdit={canEdit}
              canDetach={may(ctx, "sync:delete")}
              canChooseFile={seesSources}
            />
          </>
        }
        back={{ href: `/${org}/${workspace}/syncs`, label: "Syncs" }}
      />
      <FileNotices org={org} sync={sync} canEdit={canEdit} />
      <RunNotice org={org} sync={sync} />
      <Panel>
        <Facts columns={3} items={factsOf(sync, seesSources ? `/${org}/remote-sources` : null)} />
      </Panel>
      <Panel
        title="Last runs"
        description={
          runs.length > 0 ? "Users created, updated and removed. Select a bar to open its run." : undefined
        }
        actions={
          <Button asChild variant="outline" size="sm">
            <Link href={`/${org}/${workspace}/runs?sync=${syncId}`}>All runs</Link>
          </Button>
        }
      >
        {runs.length > 0 ? (
          <RunsChart runs={runs} />
        ) : (
          <EmptyState
            compact
            icon={<History />}
            title="No runs yet"
            description={
              sync.remoteSource
                ? "The sync runs automatically on its schedule. To run it now, use “Sync now”."
                : "Upload a CSV to start."
            }
          />
        )}
      </Panel>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Panel
          flush
          title="Mapping"
          description={`What each column of the file is mapped to. Version ${sync.mappingVersion}.`}
          actions={<EditLink href={`${base}/mapping`} label={canEdit ? "Edit mapping" : "Versions"} />}
        >
          <MappingNotes sync={sync} missing={missingStandard(columns, sync.mapping.without)} />
          {columns.length > 0 ? <MappingTable columns={columns} mapping={sync.mapping} /> : null}
          {rules.length > 0 ? (
            <div className="grid gap-1 border-t px-4 py-3 text-muted-foreground text-sm">
              {rules.map((rule) => (
                <p key={rule}>{rule}</p>
              ))}
            </div>
          ) : null}
        </Panel>
        <Panel
          title="Limits"
          description="When changes need approval before they are applied."
          actions={
            canEdit && sync.remoteSource ? <EditLink href={`${base}/edit`} label="Edit limits" /> : null
          }
        >
          <Limits sync={sync} />
        </Panel>
      </div>
      <RefreshWhile active={isGoingOn(sync)} />
    </Page>
  );
}

/** `sources`: the address of Remote Sources, for those who may see them. */
function factsOf(sync: SyncDetail, sources: string | null) {
  const source = `${sync.remoteSource?.name} (${sync.remoteSource?.address})`;
  const remote = [
    { label: "Next run", value: <NextRun sync={sync} /> },
    { label: "Schedule", value: scheduleText(sync.schedule) },
    { label: "A new file is expected", value: sentence(newFileText(sync)) },
    { label: "Last new file", value: <RelativeTime at={sync.lastNewFileAt} never="None yet" /> },
    { label: "File", value: sync.path, mono: true },
    ...conditionFacts(sync, "users", "File conditions"),
    ...(sync.managersPath
      ? [
          { label: "Managers file", value: sync.managersPath, mono: true },
          ...conditionFacts(sync, "managers", "Managers file conditions"),
          ...pairFacts(sync),
        ]
      : []),
    {
      label: "Remote Source",
      value: sources ? (
        <Link
          href={`${sources}${sync.remoteSource?.kind === "drop" ? `/${sync.remoteSource.id}` : ""}`}
          className="text-primary underline-offset-4 hover:underline"
        >
          {source}
        </Link>
      ) : (
        source
      ),
    },
  ];
  return [
    { label: "Last run", value: <LastRun sync={sync} /> },
    ...(sync.remoteSource ? remote : []),
    { label: "Synced users", value: formatNumber(sync.usersCount) },
    { label: "Sync ID", value: <Copyable value={sync.id} label="Copy Sync ID" /> },
    {
      label: "When a row has the e-mail address of a manually added user",
      value: sync.adoption === "link" ? "Connect the user to this sync" : "Skip the row with an error",
    },
  ];
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function conditionFacts({ fileSettings }: SyncDetail, file: IssueFile, label: string) {
  const conditions = fileConditions(fileSettings, file);
  return conditions.length > 0 ? [{ label, value: capitalized(conditions.join(", ")) }] : [];
}

function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function pairFacts({ fileSettings: { pairMinutes } }: SyncDetail) {
  if (pairMinutes === undefined) return [];
  return [{ label: "Both files", value: `Arrive within ${plural(pairMinutes, "minute")}` }];
}

function EditLink({ href, label }: { href: string; label: string }) {
  return (
    <Button asChild variant="outline" size="sm">
      <Link href={href}>{label}</Link>
    </Button>
  );
}

function MappingNotes({ sync, missing }: { sync: SyncDetail; missing: readonly string[] }) {
  if (sync.headers.length === 0) {
    return (
      <p className="p-4 text-muted-foreground">
        The file has not been read yet. Columns named ID, Email, First name, Last name or Mobile, or exactly
        like a profile field, are matched automatically.
      </p>
    );
  }
  if (missing.length === 0) return null;
  return (
    <div className="p-4">
      <Alert tone="held">
        <AlertTitle>The file can't be imported yet</AlertTitle>
        <AlertDescription>
          No column is mapped to {missing.join(", ")}. Map a column to each of them, or rename the columns in
          the file.
        </AlertDescription>
      </Alert>
    </div>
  );
}

function Limits({ sync }: { sync: SyncDetail }) {
  return (
    <ul className="grid gap-3">
      {guardLines(sync.guardSettings).map(({ name, on, text }) => (
        <li key={name} className="grid grid-cols-[1rem_1fr] gap-x-2.5">
          {on ? (
            <Check className="mt-0.5 size-4 text-success" aria-label="On" />
          ) : (
            <Ban className="mt-0.5 size-4 text-faint" aria-label="Off" />
          )}
          <span className="font-medium">{name}</span>
          <span className="col-start-2 text-muted-foreground text-sm">{text}</span>
        </li>
      ))}
    </ul>
  );
}
