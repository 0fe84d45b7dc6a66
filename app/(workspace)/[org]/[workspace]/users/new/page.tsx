import type { Metadata } from "next";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { NewUserForm } from "@/components/users/new-user-form";
import { pageWorkspace } from "@/lib/auth/page";
import { listFields } from "@/lib/fields/read";
import { listTeamNames } from "@/lib/teams/read";
import { writeFieldInput } from "@/lib/users/field-input";

export const metadata: Metadata = { title: "Add a user" };

type Props = { params: Promise<{ org: string; workspace: string }> };

export default async function NewUserPage({ params }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "user:create");
  const base = `/${org}/${workspace}/users`;
  const [fields, teams] = await Promise.all([listFields(ctx), listTeamNames(ctx)]);
  const empty = Object.fromEntries(fields.map((field) => [String(field.id), writeFieldInput(field, null)]));
  return (
    <Page width="narrow">
      <PageHeader
        title="Add a user"
        description="For people who are not in any file. Syncs do not change users added manually."
        back={{ href: base, label: "Users" }}
      />
      <NewUserForm fields={fields} empty={empty} teams={teams} base={base} />
    </Page>
  );
}
