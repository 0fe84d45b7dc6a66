"use client";

import { type ReactNode, useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { Button } from "@/components/ui/button";

type Props = {
  label: string;
  title: string;
  description: ReactNode;
  lost?: readonly ReactNode[];
  confirmLabel: string;
  tone?: "destructive" | "default";
  onConfirm: () => Promise<unknown>;
};

/** A button that asks first. */
export function ConfirmButton({ label, ...dialog }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="outline" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <ConfirmDialog open={open} onOpenChange={setOpen} {...dialog} />
    </>
  );
}
