"use client";

import { ArrowRight, Check, Minus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { failureOf, UNREACHABLE } from "@/components/patterns/action-error";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { Field } from "@/components/patterns/field";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogHeader,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { Input } from "@/components/ui/input";
import type { ActionError } from "@/lib/action";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  /** Changes that lose nothing, one per line. */
  done?: readonly ReactNode[];
  /** Exactly what is lost, one per line. */
  lost?: readonly ReactNode[];
  /** What is kept, or for how long it can be undone, one per line. */
  kept?: ReactNode | readonly ReactNode[];
  confirmLabel: string;
  /** The text to type first; only for what can't be undone. */
  typed?: string;
  tone?: "destructive" | "default";
  /** May return an action's result: on failure the dialog stays open and shows the error. */
  onConfirm: () => Promise<unknown>;
  children?: ReactNode;
};

export function ConfirmDialog({ open, onOpenChange, ...rest }: Props) {
  return (
    <AlertDialog open={open} onOpenChange={onOpenChange}>
      <AlertDialogContent>
        {/* Mounted each time the dialog opens, so that it starts without earlier input or errors. */}
        <Body {...rest} close={() => onOpenChange(false)} />
      </AlertDialogContent>
    </AlertDialog>
  );
}

type BodyProps = Omit<Props, "open" | "onOpenChange"> & { close: () => void };

function Body({
  title,
  description,
  done = [],
  lost = [],
  kept,
  confirmLabel,
  typed,
  tone = "destructive",
  onConfirm,
  children,
  close,
}: BodyProps) {
  const [text, setText] = useState("");
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<ActionError | null>(null);
  const keptLines = kept ? [kept].flat() : [];

  async function confirm() {
    setPending(true);
    const failure = await onConfirm().then(failureOf, () => UNREACHABLE);
    setPending(false);
    setError(failure);
    if (!failure) close();
  }

  return (
    <>
      <AlertDialogHeader>
        <AlertDialogTitle>{title}</AlertDialogTitle>
        <AlertDialogDescription asChild>
          <div>{description}</div>
        </AlertDialogDescription>
      </AlertDialogHeader>
      {done.length + lost.length + keptLines.length > 0 ? (
        <ul className="grid gap-1.5 rounded-md border bg-subtle px-3 py-2.5 text-sm">
          {done.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list that is never reordered
            <li key={`done-${index}`} className="flex gap-2">
              <ArrowRight className="mt-0.5 size-4 shrink-0 text-muted-foreground" aria-hidden="true" />
              <span>{line}</span>
            </li>
          ))}
          {lost.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list that is never reordered
            <li key={`lost-${index}`} className="flex gap-2">
              <Minus className="mt-0.5 size-4 shrink-0 text-danger" aria-label="Lost:" />
              <span>{line}</span>
            </li>
          ))}
          {keptLines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list that is never reordered
            <li key={`kept-${index}`} className="flex gap-2 text-muted-foreground">
              <Check className="mt-0.5 size-4 shrink-0" aria-label="Kept:" />
              <span>{line}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {children}
      {typed ? (
        <Field
          label={
            <span>
              Type <span className="font-mono">{typed}</span> to confirm
            </span>
          }
        >
          {(control) => (
            <Input
              {...control}
              value={text}
              autoComplete="off"
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      <ActionErrorPanel error={error} />
      <DialogFooter>
        <AlertDialogCancel disabled={pending}>Cancel</AlertDialogCancel>
        <Button
          variant={tone}
          pending={pending}
          disabled={typed !== undefined && text.trim() !== typed}
          onClick={() => void confirm()}
        >
          {confirmLabel}
        </Button>
      </DialogFooter>
    </>
  );
}
