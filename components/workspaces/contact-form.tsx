"use client";

import { useForm } from "react-hook-form";
import { FormShell } from "@/components/patterns/form-shell";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { updateContactAction } from "@/lib/workspaces/actions";

/** Whom users of the portal ask. */
export function ContactForm({ contact }: { contact: string }) {
  const scope = useScope();
  const form = useForm<{ contact: string }>({ defaultValues: { contact } });
  const { run, pending } = useAction(updateContactAction, { form, success: "Saved" });
  return (
    <FormShell form={form} onSubmit={(values) => run(scope, values)} className="max-w-md">
      <TextField
        control={form.control}
        name="contact"
        label="Whom users ask about their data"
        help="An e-mail address, a link that begins with https://, or a name."
        placeholder="hr@example.com"
        autoComplete="off"
        optional
      />
      <div>
        <Button type="submit" pending={pending}>
          Save
        </Button>
      </div>
    </FormShell>
  );
}
