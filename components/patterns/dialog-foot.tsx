import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog-footer";

type Props = {
  /** Closes the dialog and leaves everything as it is. Left out where there is only the verb. */
  onCancel?: () => void;
  /** Another word for it, such as Close, where there is nothing to cancel. */
  cancel?: string;
  /** Too late to cancel. */
  isCancelOff?: boolean;
  /** What the dialog is for: "Add field". Left out where it only tells something. */
  verb?: ReactNode;
  /** Left out, the verb submits the form around it. */
  onVerb?: () => void;
  pending?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
  /** More buttons, between the two. */
  children?: ReactNode;
};

/** The end of every dialog: Cancel, then the verb. */
export function DialogFoot({
  onCancel,
  cancel = "Cancel",
  isCancelOff,
  verb,
  onVerb,
  pending,
  disabled,
  autoFocus,
  children,
}: Props) {
  return (
    <DialogFooter>
      {onCancel ? (
        <Button variant="outline" disabled={isCancelOff} onClick={onCancel}>
          {cancel}
        </Button>
      ) : null}
      {children}
      {verb ? (
        <Button
          type={onVerb ? "button" : "submit"}
          pending={pending}
          disabled={disabled}
          autoFocus={autoFocus}
          onClick={onVerb}
        >
          {verb}
        </Button>
      ) : null}
    </DialogFooter>
  );
}
