"use client";

import { File, FileSpreadsheet, Folder, House } from "lucide-react";
import { Fragment, useEffect, useState } from "react";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { RelativeTime } from "@/components/patterns/relative-time";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { formatBytes } from "@/lib/format/bytes";
import type { PathStart } from "@/lib/model/source";
import type { FolderEntry, FolderListing } from "@/lib/pipeline/source/types";
import { browseRemoteSourceAction } from "@/lib/remote-sources/actions";

type Props = { source: { id: string; start: PathStart }; onPick: (path: string) => void };

/** Browses the folders of a source to select a file. "" is where its paths start. */
export function FolderBrowser({ source: { id, start }, onPick }: Props) {
  const { org } = useScope();
  const [folder, setFolder] = useState("");
  const [listing, setListing] = useState<FolderListing | null>(null);
  const { run, error } = useAction(browseRemoteSourceAction, { quiet: true });

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another folder needs another request
  useEffect(() => {
    let current = true;
    setListing(null);
    void run({ org }, { id, folder }).then((result) => {
      if (current && result.ok) setListing(result.data);
    });
    return () => {
      current = false;
    };
  }, [org, id, folder]);

  return (
    <section aria-label="Files of the Remote Source" className="overflow-hidden rounded-md border">
      <Trail root={start.label} folder={folder} onOpen={setFolder} />
      <div className="max-h-60 overflow-y-auto p-1" aria-live="polite">
        {error ? (
          <div className="p-2">
            <ActionErrorPanel error={error} />
          </div>
        ) : listing ? (
          <Entries
            listing={listing}
            onOpen={(name) => setFolder(join(folder, name))}
            onPick={(name) => onPick(join(folder, name))}
          />
        ) : (
          <Waiting />
        )}
      </div>
    </section>
  );
}

type TrailProps = { root: string; folder: string; onOpen: (folder: string) => void };

function Trail({ root, folder, onOpen }: TrailProps) {
  const parts = folder === "" ? [] : folder.split("/");
  return (
    <div className="flex flex-wrap items-center gap-0.5 border-b bg-subtle px-1 py-0.5 text-sm">
      <Button variant="ghost" size="sm" onClick={() => onOpen("")}>
        <House aria-hidden="true" />
        {root}
      </Button>
      {parts.map((part, index) => {
        const path = parts.slice(0, index + 1).join("/");
        return (
          <Fragment key={path}>
            <span className="text-faint">/</span>
            <Button variant="ghost" size="sm" className="font-mono" onClick={() => onOpen(path)}>
              {part}
            </Button>
          </Fragment>
        );
      })}
    </div>
  );
}

type EntriesProps = {
  listing: FolderListing;
  onOpen: (name: string) => void;
  onPick: (name: string) => void;
};

function Entries({ listing, onOpen, onPick }: EntriesProps) {
  const shown = listing.entries.filter((entry) => entry.kind !== "other");
  if (shown.length === 0) return <p className="p-3 text-muted-foreground text-sm">This folder is empty.</p>;
  return (
    <ul>
      {shown.map((entry) => (
        <li key={entry.name}>
          <button
            type="button"
            onClick={() => (entry.kind === "folder" ? onOpen(entry.name) : onPick(entry.name))}
            className="flex w-full items-center gap-2.5 rounded px-2 py-1.5 text-left text-sm hover:bg-accent [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted-foreground"
          >
            <EntryIcon entry={entry} />
            <span className="min-w-0 flex-1 truncate font-mono">{entry.name}</span>
            <span className="shrink-0 text-muted-foreground">
              {entry.kind === "file" && entry.sizeBytes !== null ? formatBytes(entry.sizeBytes) : null}
            </span>
            {entry.modifiedAt ? (
              <RelativeTime at={entry.modifiedAt} className="shrink-0 text-muted-foreground max-sm:hidden" />
            ) : null}
          </button>
        </li>
      ))}
      {listing.truncated ? (
        <li className="px-2 py-1.5 text-muted-foreground text-sm">
          This folder has more files than can be shown. Enter the path instead.
        </li>
      ) : null}
    </ul>
  );
}

function EntryIcon({ entry }: { entry: FolderEntry }) {
  if (entry.kind === "folder") return <Folder aria-label="Folder" />;
  if (entry.name.toLowerCase().endsWith(".csv")) return <FileSpreadsheet aria-label="CSV file" />;
  return <File aria-label="File" />;
}

function Waiting() {
  return (
    <div role="status" className="grid gap-3 p-2">
      <span className="sr-only">Connecting to the Remote Source</span>
      {["w-40", "w-52", "w-32"].map((width) => (
        <Skeleton key={width} className={`h-4 ${width}`} />
      ))}
    </div>
  );
}

function join(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}
