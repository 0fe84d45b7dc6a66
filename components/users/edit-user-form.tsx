"use client";

import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { FormActions } from "@/components/patterns/form-actions";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { type Owner, UserFormParts } from "@/components/users/user-form-parts";
import type { ProfileField } from "@/lib/model/field";
import type { TeamName } from "@/lib/teams/store";
import type { UserTeam } from "@/lib/teams/views";
import { updateUserAction } from "@/lib/users/actions";
import type { UserInput } from "@/lib/users/schema";

const resolver = lazyResolver(async () => (await import("@/lib/users/schema")).createUserInput);

type Props = {
  user: UserInput & { id: number; version: number };
  fields: readonly ProfileField[];
  owner: Owner;
  teams: readonly TeamName[];
  /** The user's teams now, from the file and added manually. */
  given: readonly UserTeam[];
  /** The user's own page. */
  base: string;
};

export function EditUserForm({ user, fields, owner, teams, given, base }: Props) {
  const router = useRouter();
  const scope = useScope();
  const { id, version, ...values } = user;
  const form = useForm<UserInput, unknown, UserInput>({
    resolver,
    defaultValues: values,
  });
  const save = useAction(updateUserAction, {
    form,
    success: ({ changed }) => (changed ? "User saved" : "No changes to save"),
    onDone: () => router.push(base),
  });
  return (
    <>
      {owner ? (
        <Alert>
          <AlertTitle>This user belongs to the sync {owner.name}</AlertTitle>
          <AlertDescription>
            The fields that its file fills are marked below: the next run overwrites what you change there.
            Everything else stays as you set it, including the role and teams added manually.
          </AlertDescription>
        </Alert>
      ) : null}
      <FormShell form={form} onSubmit={(edited) => save.run(scope, { ...edited, id, version })}>
        <UserFormParts control={form.control} fields={fields} owner={owner} teams={teams} given={given} />
        <FormActions submit="Save user" pending={save.pending} cancelHref={base} />
      </FormShell>
    </>
  );
}
