"use client";

import { useForm } from "react-hook-form";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { renameAccountAction } from "@/lib/account/actions";

const resolver = lazyResolver(async () => (await import("@/lib/auth/profile/schema")).renameInput);

/** One's own name, as colleagues read it. */
export function ProfileForm({ name }: { name: string }) {
  const form = useForm<{ name: string }>({ resolver, defaultValues: { name } });
  const { run, pending, error } = useAction(renameAccountAction, {
    form,
    quiet: true,
    success: "Name saved",
  });
  return (
    <FormShell form={form} onSubmit={run} className="max-w-sm">
      <ActionErrorPanel error={error?.fieldErrors ? null : error} />
      <TextField
        control={form.control}
        name="name"
        label="Name"
        autoComplete="name"
        help="Other members see it, and the audit log."
      />
      <Button type="submit" pending={pending} className="justify-self-start max-sm:h-10">
        Save name
      </Button>
    </FormShell>
  );
}
