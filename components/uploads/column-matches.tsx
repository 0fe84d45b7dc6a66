"use client";

import { ArrowRight, Check, Minus, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { MapColumnVerb } from "@/components/uploads/types";
import type { NearTarget } from "@/lib/syncs/propose/near-target";
import type { InspectedColumn } from "@/lib/uploads/views";

type Props = {
  columns: readonly InspectedColumn[];
  missing: readonly string[];
  fieldsHref: string;
  /** Whose mapping it is; absent: that of uploads. */
  syncId: string | undefined;
  /** Null for those who may not change what columns fill. */
  map: MapColumnVerb | null;
};

/** What each column fills. One that fills nothing is left out, unless a person takes up what is proposed. */
export function ColumnMatches({ columns, missing, fieldsHref, syncId, map }: Props) {
  const hasUnknown = columns.some((column) => column.how === "unknown");
  return (
    <div>
      {missing.length > 0 ? (
        <div className="border-b p-4">
          <Alert tone="danger">
            <AlertTitle>
              {missing.length === 1 ? "A required column is missing: " : "Required columns are missing: "}
              {missing.join(", ")}
            </AlertTitle>
            <AlertDescription>
              Take another column for it below, or add it to the file and upload that. Its cells may be empty,
              except for ID and Email.
            </AlertDescription>
          </Alert>
        </div>
      ) : null}
      <ul className="divide-y">
        {columns.map((column) => (
          <li key={column.header} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <span className="min-w-0 flex-1 basis-40 break-words">{column.header}</span>
            <ArrowRight className="size-3.5 shrink-0 text-faint max-sm:hidden" aria-hidden="true" />
            <span className="flex min-w-0 flex-1 basis-56 flex-wrap items-center gap-2">
              <Fills column={column} />
              {column.hint && map ? (
                <TakeHint header={column.header} hint={column.hint} syncId={syncId} map={map} />
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {hasUnknown ? (
        <p className="border-t px-4 py-2.5 text-muted-foreground text-sm">
          To keep an unknown column, add a{" "}
          <Link href={fieldsHref} className="text-primary underline-offset-4 hover:underline">
            profile field
          </Link>{" "}
          with its header as the label, then come back to this page.
        </p>
      ) : null}
    </div>
  );
}

function Fills({ column: { how, fills, hint } }: { column: InspectedColumn }) {
  if (how === "ignored") {
    return (
      <span className="inline-flex items-center gap-1.5 text-muted-foreground">
        <Minus className="size-3.5" aria-hidden="true" />
        Ignored
      </span>
    );
  }
  if (how === "unknown") {
    return (
      <span className="inline-flex items-center gap-1.5 text-held">
        <TriangleAlert className="size-3.5" aria-hidden="true" />
        {hint ? `Unknown. Probably ${hint.why}` : "Unknown, left out"}
      </span>
    );
  }
  return (
    <span className="inline-flex items-center gap-1.5">
      <Check className="size-3.5 text-success" aria-hidden="true" />
      {fills}
    </span>
  );
}

type HintProps = {
  header: string;
  hint: NearTarget;
  syncId: string | undefined;
  map: MapColumnVerb;
};

function TakeHint({ header, hint, syncId, map }: HintProps) {
  const scope = useScope();
  const { run, pending } = useAction(map, { success: `"${header}" fills ${hint.label}` });
  return (
    <Button
      variant="outline"
      size="sm"
      pending={pending}
      onClick={() => void run(scope, { header, target: hint.target, syncId })}
    >
      Use as {hint.label}
    </Button>
  );
}
