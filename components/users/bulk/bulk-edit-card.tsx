"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { RelativeTime } from "@/components/patterns/relative-time";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { sayOutcome } from "@/components/users/bulk/say-started";
import { cancelBulkEditAction, getBulkEditAction, undoBulkEditAction } from "@/lib/bulk-edits/actions";
import { doneOf, isOpen, outcomeParts } from "@/lib/bulk-edits/summary";
import type { BulkEditView } from "@/lib/bulk-edits/views";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";

const ConfirmDialog = deferDialog(
  async () => (await import("@/components/patterns/confirm-dialog")).ConfirmDialog,
);

const POLL_MS = 1_000;

type Props = { edit: BulkEditView; canEdit: boolean; actions?: ReactNode };

const STATES = { done: "Done", cancelled: "Cancelled", failed: "Failed" } as const;

/** A bulk edit with its progress, what became of the users, and the buttons that cancel and undo it. */
export function BulkEditCard({ edit: drawn, canEdit, actions }: Props) {
  const edit = useLive(drawn);
  const scope = useScope();
  const [undoing, setUndoing] = useState(false);
  const cancel = useAction(cancelBulkEditAction);
  const running = isOpen(edit);
  const done = doneOf(edit);
  return (
    <section aria-label={edit.title} className="grid gap-2 rounded-lg border bg-card p-3 pl-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="mr-auto grid min-w-0 gap-0.5">
          <h2 className="font-medium text-sm wrap-anywhere">{edit.title}</h2>
          <p className="text-muted-foreground text-xs">
            <bdi>{edit.requestedBy}</bdi> · <RelativeTime at={edit.createdAt} />
          </p>
        </div>
        {running && canEdit ? (
          <Button
            variant="outline"
            pending={cancel.pending}
            onClick={() => void cancel.run(scope, { id: edit.id })}
          >
            Cancel
          </Button>
        ) : null}
        {!running && canEdit && edit.undoable > 0 && !edit.isBeingUndone ? (
          <Button variant="outline" onClick={() => setUndoing(true)}>
            Undo
          </Button>
        ) : null}
        {actions}
      </div>
      {running ? (
        <>
          <Progress
            label={edit.title}
            value={edit.state === "collecting" ? null : edit.total === 0 ? 100 : (100 * done) / edit.total}
          />
          <p className="text-muted-foreground text-sm tabular-nums" aria-live="polite">
            {edit.state === "collecting"
              ? "Finding the users"
              : `${formatNumber(done)} of ${plural(edit.total, "user")}`}
          </p>
        </>
      ) : (
        <p className="text-sm tabular-nums">
          <span className="font-medium">{STATES[edit.state as keyof typeof STATES]}</span>{" "}
          <span className="text-muted-foreground">
            {[...(edit.failure ? [edit.failure] : []), ...outcomeParts(edit)].join(" · ")}
          </span>
        </p>
      )}
      {undoing ? (
        <ConfirmDialog
          open
          onOpenChange={setUndoing}
          tone="default"
          title={`Undo for ${plural(edit.undoable, "user")}?`}
          description={`“${edit.title}” is undone: they have again what they had before.`}
          kept="Users who were changed in the meantime stay as they are."
          confirmLabel={`Undo for ${plural(edit.undoable, "user")}`}
          onConfirm={() => undoBulkEditAction(scope, { id: edit.id })}
        />
      ) : null}
    </section>
  );
}

/** The newest numbers while it is in progress; when it ends, the page shows what was changed. */
function useLive(drawn: BulkEditView): BulkEditView {
  const { org, workspace } = useScope();
  const router = useRouter();
  const [latest, setLatest] = useState(drawn);
  const edit = isOpen(drawn) && latest.id === drawn.id ? latest : drawn;
  const running = isOpen(edit);
  const end = useEffectEvent((next: BulkEditView) => {
    sayOutcome(next);
    router.refresh();
  });
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(async () => {
      if (document.visibilityState !== "visible") return;
      const result = await getBulkEditAction({ org, workspace }, { id: drawn.id }).catch(() => null);
      if (!result?.ok) return;
      setLatest(result.data);
      if (!isOpen(result.data)) end(result.data);
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [running, org, workspace, drawn.id]);
  return edit;
}
