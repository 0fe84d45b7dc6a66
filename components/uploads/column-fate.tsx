import { Check, Minus, TriangleAlert } from "lucide-react";

type Props = { how: "set" | "matched" | "ignored" | "unknown"; fills: string | null; note: string | null };

/** What a column of an uploaded file is mapped to. `note` suggests a match for an unknown one. */
export function ColumnFate({ how, fills, note }: Props) {
  if (how === "ignored") {
    return (
      <span className="inline-flex items-center gap-1.5 text-muted-foreground">
        <Minus className="size-3.5 shrink-0" aria-hidden="true" />
        Ignored
      </span>
    );
  }
  if (how === "unknown") {
    return (
      <span className="inline-flex items-start gap-1.5 text-held">
        <TriangleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
        {note ?? "Unknown column, left out"}
      </span>
    );
  }
  return (
    <span className="inline-flex items-center gap-1.5">
      <Check className="size-3.5 shrink-0 text-success" aria-hidden="true" />
      {fills}
    </span>
  );
}
