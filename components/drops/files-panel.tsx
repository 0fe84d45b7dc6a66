import { Inbox } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/patterns/empty-state";
import { Panel } from "@/components/patterns/panel";
import { RelativeTime } from "@/components/patterns/relative-time";
import { Badge } from "@/components/ui/badge";
import type { DropFileView } from "@/lib/drops/views";
import { formatBytes } from "@/lib/format/bytes";

type Props = { org: string; id: string; files: readonly DropFileView[]; canDownload: boolean };

/** What came in: from whom, when, and which run read it. */
export function FilesPanel({ org, id, files, canDownload }: Props) {
  if (files.length === 0) {
    return (
      <Panel title="Files" flush>
        <EmptyState
          compact
          icon={<Inbox />}
          title="Waiting for the first file"
          description="Add a public key, or make a password or token, and send a file. This page updates automatically."
        />
      </Panel>
    );
  }
  return (
    <Panel title="Files" description="The newest first." flush>
      <ul className="divide-y">
        {files.map((file) => (
          <li key={file.id} className="grid gap-1 px-4 py-3 text-sm">
            <div className="flex flex-wrap items-center gap-2">
              {canDownload && file.isKept ? (
                <a
                  href={`/${org}/remote-sources/${id}/files/${file.id}`}
                  className="wrap-anywhere font-medium text-primary underline-offset-4 hover:underline"
                >
                  {file.path}
                </a>
              ) : (
                <span className="wrap-anywhere font-medium">{file.path ?? "Deleted after its time"}</span>
              )}
              <Badge variant="outline">{stateOf(file)}</Badge>
              <span className="text-muted-foreground">{formatBytes(file.sizeBytes)}</span>
            </div>
            <p className="wrap-anywhere text-muted-foreground text-xs">
              <RelativeTime at={file.receivedAt} /> by {file.via === "sftp" ? "SFTP" : "HTTPS"}
              {file.credential ? `, ${file.credential}` : ""}
              {file.fromAddress ? `, from ${file.fromAddress}` : ""}
            </p>
            {file.sha256 ? (
              <p className="break-all font-mono text-muted-foreground text-xs">SHA-256 {file.sha256}</p>
            ) : null}
            {file.runs.length > 0 ? (
              <p className="flex flex-wrap gap-x-2 text-xs">
                <span className="text-muted-foreground">Read by</span>
                {file.runs.slice(0, 5).map((run) => (
                  <Link
                    key={run.runId}
                    href={`/${org}/${run.workspaceSlug}/runs/${run.runId}`}
                    className="text-primary underline-offset-4 hover:underline"
                  >
                    {run.syncName} ({run.workspaceName})
                  </Link>
                ))}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const GONE = {
  deleted: "Deleted",
  replaced: "Replaced",
  interrupted: "Interrupted",
  expired: "Expired",
} as const;

function stateOf({ state, goneWhy }: DropFileView): string {
  if (state === "gone") return goneWhy === null ? "Deleted" : GONE[goneWhy];
  if (state === "receiving") return "Arriving";
  return state === "partial" ? "Incomplete" : "In the drop";
}
