"use client";

import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { FormActions } from "@/components/patterns/form-actions";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { UserFormParts } from "@/components/users/user-form-parts";
import type { ProfileField } from "@/lib/model/field";
import type { TeamName } from "@/lib/teams/store";
import { createUserAction } from "@/lib/users/actions";
import type { UserInput } from "@/lib/users/schema";

const resolver = lazyResolver(async () => (await import("@/lib/users/schema")).createUserInput);

type Props = {
  fields: readonly ProfileField[];
  /** What the form holds for each of them without a value. */
  empty: UserInput["fields"];
  teams: readonly TeamName[];
  base: string;
};

export function NewUserForm({ fields, empty, teams, base }: Props) {
  const router = useRouter();
  const scope = useScope();
  const form = useForm<UserInput, unknown, UserInput>({
    resolver,
    defaultValues: {
      email: "",
      firstName: "",
      lastName: "",
      mobile: "",
      role: "participant",
      teams: { member: [], manager: [] },
      fields: empty,
    },
  });
  const save = useAction(createUserAction, {
    form,
    success: "User added",
    onDone: ({ id }) => router.push(`${base}/${id}`),
  });
  return (
    <FormShell form={form} onSubmit={(values) => save.run(scope, values)}>
      <UserFormParts control={form.control} fields={fields} owner={null} teams={teams} />
      <FormActions submit="Add user" pending={save.pending} cancelHref={base} />
    </FormShell>
  );
}
