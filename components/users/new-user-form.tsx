"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { FormActions } from "@/components/patterns/form-actions";
import { FormShell } from "@/components/patterns/form-shell";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { UserFormParts } from "@/components/users/user-form-parts";
import type { ProfileField } from "@/lib/model/field";
import type { TeamName } from "@/lib/teams/store";
import { createUserAction } from "@/lib/users/actions";
import { writeFieldInput } from "@/lib/users/field-input";
import { createUserInput, type UserInput } from "@/lib/users/schema";

type Props = {
  fields: readonly ProfileField[];
  teams: readonly TeamName[];
  base: string;
};

export function NewUserForm({ fields, teams, base }: Props) {
  const router = useRouter();
  const scope = useScope();
  const form = useForm<UserInput, unknown, UserInput>({
    resolver: zodResolver(createUserInput),
    defaultValues: {
      email: "",
      firstName: "",
      lastName: "",
      mobile: "",
      role: "participant",
      teams: { member: [], manager: [] },
      fields: Object.fromEntries(fields.map((field) => [field.id, writeFieldInput(field, null)])),
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
