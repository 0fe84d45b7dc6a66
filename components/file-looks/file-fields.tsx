"use client";

import { AddFieldsTable } from "@/components/file-looks/add-fields-table";
import { LookProgress } from "@/components/file-looks/look-progress";
import { useFileLook } from "@/components/file-looks/use-file-look";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { addFieldsFromFileAction } from "@/lib/file-looks/actions";
import type { FileLook } from "@/lib/file-looks/views";
import { formatBytes } from "@/lib/format/bytes";
import { plural } from "@/lib/format/plural";

type Props = {
  syncId: string;
  /** The last look at its file; null begins one. */
  look: FileLook | null;
  canCreateFields: boolean;
  /** Called once the columns are mapped. */
  onSaved: (saved: { fieldIds: number[]; version: number }) => void;
};

/** What is in the file of a sync, and what becomes of its columns: reads it, shows how far that is, then asks. */
export function FileFields({ syncId, look: known, canCreateFields, onSaved }: Props) {
  const scope = useScope();
  const { look, proposal, error, again } = useFileLook(syncId, known);
  const save = useAction(addFieldsFromFileAction, {
    quiet: true,
    onDone: (saved) => {
      if (saved.fieldIds.length > 0) toast.success(`${plural(saved.fieldIds.length, "field")} added`);
      onSaved(saved);
    },
  });
  if (error || look?.state === "failed" || look?.state === "cancelled") {
    const failure = error ?? failureOf(look);
    return (
      <div className="grid justify-items-start gap-3 p-4">
        <ActionErrorPanel error={failure} />
        <Button variant="outline" size="sm" onClick={again}>
          Read the file again
        </Button>
      </div>
    );
  }
  if (!look || !proposal) return <LookProgress look={look} />;
  const { columns, rows, missing, taken, isSampled, samples = 0, problem } = proposal;
  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b bg-subtle px-4 py-2.5 text-sm">
        <div className="min-w-0">
          <p className="wrap-anywhere">
            {look.file ? `${look.file.path} (${formatBytes(look.file.sizeBytes)}): ` : ""}
            {plural(rows, "row")}
            {isSampled ? " in samples" : ""}, {plural(proposal.header.length, "column")}
          </p>
          {isSampled && look.file ? (
            <p className="text-muted-foreground">
              Read {plural(samples, "sample")} of this {formatBytes(look.file.sizeBytes)} file: values that
              are elsewhere may be missing. New values of a choice become options when a sync brings them.
            </p>
          ) : null}
        </div>
        <Button variant="ghost" size="sm" onClick={again}>
          Read again
        </Button>
      </div>
      {problem ? (
        <div className="border-b p-4">
          <ActionErrorPanel error={problem} />
        </div>
      ) : null}
      <AddFieldsTable
        key={proposal.lookId}
        columns={columns}
        rows={rows}
        missing={missing}
        taken={taken}
        canCreate={canCreateFields}
        pending={save.pending}
        error={save.error}
        onSave={({ columns: chosen, without }) =>
          void save.run(scope, { file: { lookId: proposal.lookId }, columns: chosen, without })
        }
      />
    </div>
  );
}

function failureOf(look: FileLook | null) {
  if (look?.state === "cancelled")
    return { code: "cancelled" as const, message: "Reading the file was cancelled." };
  const { message = "The file could not be read.", remedy = null } = look?.failure ?? {};
  return { code: "internal" as const, message, ...(remedy === null ? {} : { remedy }) };
}
