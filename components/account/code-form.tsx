"use client";

import { useForm } from "react-hook-form";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import type { ActionResult } from "@/lib/action";

const resolver = lazyResolver(
  async () => (await import("@/lib/auth/second-factor/schema")).authenticatorCodeInput,
);

type Props<T> = {
  action: (input: { code: string }) => Promise<ActionResult<T>>;
  submit: string;
  onDone: (data: T) => void;
  onCancel: () => void;
};

/** Asks for a code of the authenticator app, in a dialog. */
export function CodeForm<T>({ action, submit, onDone, onCancel }: Props<T>) {
  const form = useForm<{ code: string }>({ resolver, defaultValues: { code: "" } });
  const { run, pending, error } = useAction(action, { form, onDone, quiet: true });
  return (
    <FormShell form={form} onSubmit={run} warnUnsaved={false}>
      <ActionErrorPanel error={error?.fieldErrors ? null : error} />
      <TextField
        control={form.control}
        name="code"
        label="Code from your app"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        mono
        autoFocus
      />
      <DialogFoot onCancel={onCancel} verb={submit} pending={pending} />
    </FormShell>
  );
}
