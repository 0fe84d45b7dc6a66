"use client";

import type { ReactNode } from "react";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
  type DialogWidth,
} from "@/components/ui/dialog";

type Props = {
  title: ReactNode;
  description?: ReactNode;
  /** Omit it for a dialog that is rendered only while it is open. */
  open?: boolean;
  onClose: () => void;
  width?: DialogWidth;
  children: ReactNode;
};

/** A dialog with a title and a description. Its content is mounted when it opens and unmounted when it closes. */
export function TitledDialog({ title, description, open = true, onClose, width, children }: Props) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent width={width} {...(description ? {} : { "aria-describedby": undefined })}>
        <DialogHeader>
          <DialogTitle className="wrap-anywhere">{title}</DialogTitle>
          {description ? <DialogDescription>{description}</DialogDescription> : null}
        </DialogHeader>
        {children}
      </DialogContent>
    </Dialog>
  );
}
