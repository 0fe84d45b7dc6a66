"use client";

import { useForm } from "react-hook-form";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { PasswordField } from "@/components/patterns/password-field";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { confirmPasswordAction } from "@/lib/account/actions";

const resolver = lazyResolver(async () => (await import("@/lib/auth/schema")).confirmPasswordInput);

type Input = { password: string };
type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onConfirmed: () => void;
};

/** The dialog of `PasswordAsker`. */
export function ConfirmPassword({ open, onOpenChange, onConfirmed }: Props) {
  return (
    <TitledDialog
      title="Confirm it's you"
      description="This changes who has access or where a password is sent. Enter your password to continue. You won't be asked again for 10 minutes."
      open={open}
      onClose={() => onOpenChange(false)}
    >
      <PasswordForm onDone={onConfirmed} onCancel={() => onOpenChange(false)} />
    </TitledDialog>
  );
}

type FormProps = { onDone: () => void; onCancel: () => void };

function PasswordForm({ onDone, onCancel }: FormProps) {
  const form = useForm<Input>({
    resolver,
    defaultValues: { password: "" },
  });
  const { run, pending } = useAction(confirmPasswordAction, { form, onDone, quiet: true });
  const { root } = form.formState.errors;
  const failure = form.formState.errors.password ? null : root?.server?.message;
  return (
    <FormShell form={form} onSubmit={run} warnUnsaved={false}>
      <PasswordField
        control={form.control}
        name="password"
        label="Password"
        autoComplete="current-password"
        autoFocus
      />
      {failure ? (
        <p role="alert" className="text-danger text-sm">
          {failure}
        </p>
      ) : null}
      <DialogFooter>
        <Button variant="outline" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" pending={pending}>
          Confirm
        </Button>
      </DialogFooter>
    </FormShell>
  );
}
