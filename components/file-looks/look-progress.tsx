"use client";

import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { cancelFileLookAction } from "@/lib/file-looks/actions";
import type { FileLook } from "@/lib/file-looks/views";
import { formatBytes } from "@/lib/format/bytes";

/** How far the reading of a file is. It goes on when the page is left. */
export function LookProgress({ look }: { look: FileLook | null }) {
  const scope = useScope();
  const cancel = useAction(cancelFileLookAction);
  const text = textOf(look);
  const { bytesDone = 0, bytesTotal = null, isSampled = false } = look?.progress ?? {};
  const isOpen = look?.state === "queued" || look?.state === "running";
  return (
    <div className="grid gap-3 p-4" aria-live="polite">
      <p className="text-sm">{text}</p>
      <Progress
        label="Reading the file"
        value={isOpen && bytesTotal ? Math.round((bytesDone / bytesTotal) * 100) : null}
      />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-muted-foreground text-xs">
          {bytesTotal ? `${formatBytes(bytesDone)} of ${formatBytes(bytesTotal)}. ` : ""}
          {isSampled
            ? "The file is very large: samples from its beginning to its end are read."
            : "All rows are read, so that no value is missed."}{" "}
          Nothing is changed.
        </p>
        {look && isOpen ? (
          <Button
            variant="outline"
            size="sm"
            pending={cancel.pending}
            onClick={() => void cancel.run(scope, { lookId: look.id })}
          >
            Cancel
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function textOf(look: FileLook | null): string {
  if (!look || look.state === "queued") return "Waiting to read the file";
  if (look.state === "done") return "The file was read";
  if (look.progress.phase === "connecting") return "Connecting to the server";
  return look.progress.phase === "downloading" ? "Downloading the file" : "Reading the rows";
}
