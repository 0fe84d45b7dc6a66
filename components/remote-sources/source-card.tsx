import Link from "next/link";
import type { ReactNode } from "react";
import { RelativeTime } from "@/components/patterns/relative-time";
import { StatusDot } from "@/components/patterns/status-dot";
import { AttachHint } from "@/components/remote-sources/attach-hint";
import { SOURCE_UI } from "@/components/remote-sources/kinds/registry";
import { Badge } from "@/components/ui/badge";
import type { SourceKind } from "@/lib/model/source";
import type { RemoteSourceItem } from "@/lib/organizations/overview";

type Props = {
  org: string;
  source: RemoteSourceItem;
  menu: ReactNode;
  /** Shown between the header and the workspaces: a changed key. */
  notice?: ReactNode;
  /** The list of those workspaces, shown when there are any. */
  children: ReactNode;
};

/** A Remote Source with the workspaces that use it. */
export function SourceCard({ org, source, menu, notice, children }: Props) {
  const ui = SOURCE_UI[source.kind];
  return (
    <section aria-label={source.name} className="min-w-0 overflow-hidden rounded-lg border bg-card">
      <div className="flex items-start justify-between gap-3 border-b px-4 py-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-2">
            <h2 className="min-w-0 break-words font-semibold text-lg">
              {ui.hasPage ? (
                <Link
                  href={`/${org}/remote-sources/${source.id}`}
                  className="underline-offset-4 hover:underline"
                >
                  {source.name}
                </Link>
              ) : (
                source.name
              )}
            </h2>
            <Badge variant="outline">{ui.label}</Badge>
            <ui.Badges settings={source.settings} />
          </div>
          <p className="mt-0.5 break-all font-mono text-muted-foreground text-sm">
            {ui.describe(source.settings)}
          </p>
          <LastCheck source={source} />
        </div>
        <div className="max-md:-mr-2">{menu}</div>
      </div>
      {notice ? <div className="border-b p-4">{notice}</div> : null}
      {source.syncs.length > 0 ? children : <AttachHint org={org} sourceId={source.id} />}
    </section>
  );
}

function LastCheck({ source: { kind, lastCheck, syncs } }: { source: RemoteSourceItem }) {
  // Nothing is connected to where files lie with us: its page says who signed in and what came.
  if (SOURCE_UI[kind].hasPage && (!lastCheck || lastCheck.by === "run")) return null;
  if (!lastCheck) {
    const wasUsed = syncs.some(({ lastRun }) => lastRun !== null);
    return (
      <p className="mt-1.5 text-muted-foreground text-sm">
        {wasUsed ? "Not checked since the last change" : "Not checked yet"}
      </p>
    );
  }
  const byRun = lastCheck.by === "run";
  const failed = lastCheck.stages.find((stage) => !stage.ok);
  return (
    <div className="mt-1.5 text-sm">
      <p className="flex flex-wrap items-center gap-x-2">
        <StatusDot
          tone={lastCheck.ok ? "success" : "danger"}
          label={lastCheck.ok ? "Connection works" : "Connection failed"}
        />
        <span className="text-muted-foreground">
          {byRun ? (lastCheck.ok ? "Connected by a run, " : "by a run, ") : "checked "}
          <RelativeTime at={lastCheck.at} />
        </span>
      </p>
      {failed ? (
        <p className="mt-0.5 break-words text-danger">{failed.message ?? labelOf(kind, failed.stage)}</p>
      ) : null}
    </div>
  );
}

function labelOf(kind: SourceKind, name: string): string {
  return SOURCE_UI[kind].stages.find(({ stage }) => stage === name)?.label ?? name;
}
