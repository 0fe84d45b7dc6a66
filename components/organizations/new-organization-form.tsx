"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { createOrganizationAction } from "@/lib/organizations/actions";
import type { NewOrganization } from "@/lib/organizations/schema";
import { slugFrom } from "@/lib/slug";

const resolver = lazyResolver(
  async () => (await import("@/lib/organizations/schema")).createOrganizationInput,
);

/** Name and address of a new organization; the address follows the name until it is edited. */
export function NewOrganizationForm({ host }: { host: string }) {
  const router = useRouter();
  const form = useForm<NewOrganization>({
    resolver,
    defaultValues: { name: "", slug: "" },
  });
  const { run, pending } = useAction(createOrganizationAction, {
    form,
    onDone: ({ slug }) => router.push(`/${slug}/workspaces`),
  });
  const [name, slug] = form.watch(["name", "slug"]);
  const { isSubmitted, dirtyFields } = form.formState;
  const edited = dirtyFields.slug === true;
  useEffect(() => {
    if (!edited) form.setValue("slug", slugFrom(name), { shouldValidate: isSubmitted });
  }, [form, name, edited, isSubmitted]);

  return (
    <FormShell form={form} onSubmit={(input) => run(input)}>
      <TextField
        control={form.control}
        name="name"
        label="Name"
        placeholder="Acme Oy"
        autoComplete="organization"
        autoFocus
      />
      <TextField
        control={form.control}
        name="slug"
        label="Address"
        mono
        help={
          <>
            Your pages will be at{" "}
            <span className="font-mono">
              {host}/{slug || "acme-oy"}
            </span>
          </>
        }
      />
      <Button type="submit" pending={pending}>
        Create organization
      </Button>
    </FormShell>
  );
}
