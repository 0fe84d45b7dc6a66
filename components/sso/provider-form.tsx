"use client";

import { useForm } from "react-hook-form";
import { FormActions } from "@/components/patterns/form-actions";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { SelectField } from "@/components/patterns/select-field";
import { TextField } from "@/components/patterns/text-field";
import { SwitchField } from "@/components/patterns/toggle-fields";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { ROLE_LABELS } from "@/lib/members/roles";
import { saveProviderAction } from "@/lib/sso/actions";
import type { SaveProvider } from "@/lib/sso/schema";

const resolver = lazyResolver(async () => (await import("@/lib/sso/schema")).saveProviderInput);

const ROLES = (["viewer", "admin"] as const).map((value) => ({ value, ...ROLE_LABELS[value] }));

type Props = {
  initial: SaveProvider;
  /** A secret is stored. */
  hasSecret: boolean;
};

/** What an organization enters of its provider. The secret is never shown again. */
export function ProviderForm({ initial, hasSecret }: Props) {
  const { org } = useScope();
  const form = useForm<SaveProvider>({ resolver, defaultValues: { ...initial, clientSecret: "" } });
  const { run, pending } = useAction(saveProviderAction, { form, success: "Sign-in provider saved" });
  const { control } = form;
  return (
    <FormShell form={form} onSubmit={(input) => run({ org }, input)} className="max-w-xl">
      <TextField
        control={control}
        name="label"
        label="Name"
        placeholder="Okta"
        help="Members see it on their sign-in page."
      />
      <TextField
        control={control}
        name="issuer"
        label="Issuer"
        mono
        placeholder="https://acme.okta.com"
        spellCheck={false}
      />
      <TextField control={control} name="clientId" label="Client ID" mono spellCheck={false} />
      <TextField
        control={control}
        name="clientSecret"
        label="Client secret"
        type="password"
        autoComplete="off"
        help={
          hasSecret
            ? "Leave empty to keep the stored one. It is sent to this issuer only."
            : "Stored encrypted, and never shown again."
        }
      />
      <SwitchField
        control={control}
        name="addsMembers"
        label="Add members automatically"
        help="Someone with an address of a verified domain becomes a member when they sign in for the first time."
      />
      <SelectField control={control} name="defaultRole" label="Role of new members" options={ROLES} />
      <FormActions submit="Save sign-in provider" pending={pending} />
    </FormShell>
  );
}
