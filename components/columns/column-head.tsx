import { CornerDownLeft } from "lucide-react";
import { Fragment } from "react";
import { Badge } from "@/components/ui/badge";
import type { ColumnStats } from "@/lib/model/column-stats";

type Props = {
  header: string;
  inFile: boolean;
  stats: Pick<ColumnStats, "samples" | "isWhole" | "isSampled">;
  rowsSeen: boolean;
};

/** A column of a file: its header, and the first different values below it. */
export function ColumnHead({ header, inFile, stats, rowsSeen }: Props) {
  const { samples, isWhole, isSampled } = stats;
  return (
    <div className="grid min-w-0 content-start gap-1">
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <span className="wrap-anywhere font-medium">{header}</span>
        {inFile ? null : <Badge variant="held">Not in the last file</Badge>}
      </div>
      {samples.length > 0 ? (
        <ul aria-label={`Values of ${header}`} className="flex min-w-0 flex-wrap gap-1">
          {samples.map((sample) => (
            <li
              key={sample}
              title={sample}
              className="inline-flex max-w-full items-center rounded-sm bg-muted px-1.5 py-px font-mono text-muted-foreground text-xs"
            >
              <Sample text={sample} />
            </li>
          ))}
        </ul>
      ) : inFile && rowsSeen ? (
        <span className="text-faint text-xs">
          {isWhole ? "Empty in every row" : `Empty in the ${isSampled ? "samples" : "first rows"}`}
        </span>
      ) : null}
    </div>
  );
}

const SHOWN_CHARS = 28;

/** On one line, with a symbol for line breaks, which separate values. */
function Sample({ text }: { text: string }) {
  const lines = text.split(/\r\n?|\n/);
  return (
    <span className="truncate">
      {lines.slice(0, 3).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a cell that is only shown
        <Fragment key={index}>
          {index > 0 ? (
            <CornerDownLeft className="mx-0.5 inline size-3 text-faint" aria-label="line break" />
          ) : null}
          {line.length > SHOWN_CHARS ? `${line.slice(0, SHOWN_CHARS)}…` : line}
        </Fragment>
      ))}
      {lines.length > 3 ? " …" : ""}
    </span>
  );
}
