"use client";

import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { changeAddressAction, renameOrganizationAction } from "@/lib/organizations/actions";

const nameResolver = lazyResolver(
  async () => (await import("@/lib/organizations/schema")).renameOrganizationInput,
);
const addressResolver = lazyResolver(
  async () => (await import("@/lib/organizations/schema")).changeAddressInput,
);

export function RenameForm({ name }: { name: string }) {
  const { org } = useScope();
  const form = useForm<{ name: string }>({ resolver: nameResolver, defaultValues: { name } });
  const { run, pending } = useAction(renameOrganizationAction, { form, success: "Organization renamed" });
  return (
    <FormShell form={form} onSubmit={(input) => run({ org }, input)} className="max-w-md justify-items-start">
      <TextField control={form.control} name="name" label="Name" className="w-full" />
      <Button type="submit" variant="outline" pending={pending}>
        Rename organization
      </Button>
    </FormShell>
  );
}

/** Goes to the new address once it works. */
export function AddressForm({ slug, host }: { slug: string; host: string }) {
  const { org } = useScope();
  const router = useRouter();
  const form = useForm<{ slug: string }>({ resolver: addressResolver, defaultValues: { slug } });
  const { run, pending } = useAction(changeAddressAction, {
    form,
    success: "Address changed",
    onDone: ({ slug: now }) => router.push(`/${now}/settings`),
  });
  return (
    <FormShell form={form} onSubmit={(input) => run({ org }, input)} className="max-w-md justify-items-start">
      <TextField
        control={form.control}
        name="slug"
        label="Address"
        mono
        className="w-full"
        help={`Your pages are at ${host}/${slug}. The old address leads to the new one for a year, for pages and portals.`}
      />
      <Button type="submit" variant="outline" pending={pending}>
        Change address
      </Button>
    </FormShell>
  );
}
