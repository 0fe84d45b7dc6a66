import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { EditUserForm } from "@/components/users/edit-user-form";
import { pageWorkspace } from "@/lib/auth/page";
import { listFields } from "@/lib/fields/read";
import { fullName } from "@/lib/format/person";
import { listTeamNames } from "@/lib/teams/read";
import { writeFieldInput } from "@/lib/users/field-input";
import { readUserId } from "@/lib/users/ids";
import { findUser } from "@/lib/users/read";
import { listTeamsOfUser } from "@/lib/users/teams/of-user";

export const metadata: Metadata = { title: "Edit user" };

type Props = { params: Promise<{ org: string; workspace: string; userId: string }> };

export default async function EditUserPage({ params }: Props) {
  const { org, workspace, userId } = await params;
  const ctx = await pageWorkspace(org, workspace, "user:update");
  const id = readUserId(userId);
  const user = id === null ? null : await findUser(ctx, { id });
  if (!user || user.state === "removed") notFound();
  const [fields, names, given] = await Promise.all([
    listFields(ctx),
    listTeamNames(ctx),
    listTeamsOfUser(ctx, user),
  ]);
  const byHand = (as: "member" | "manager") =>
    given.filter((team) => team.role === as && team.byHand).map((team) => String(team.id));
  const teams = { member: byHand("member"), manager: byHand("manager") };
  const { version, email, firstName, lastName, mobile, role, source, owned } = user;
  const values = Object.fromEntries(
    fields.map((field) => [String(field.id), writeFieldInput(field, user.fields[field.id])]),
  );
  const base = `/${org}/${workspace}/users/${user.id}`;
  return (
    <Page width="narrow">
      <PageHeader
        title={`Edit ${fullName(firstName, lastName) || email}`}
        back={{ href: base, label: fullName(firstName, lastName) || email }}
      />
      <EditUserForm
        user={{ id: user.id, version, email, firstName, lastName, mobile, role, fields: values, teams }}
        fields={fields}
        owner={
          source && { name: source.syncName, fieldIds: owned?.fieldIds ?? [], missing: owned?.missing ?? [] }
        }
        teams={names}
        given={given}
        base={base}
      />
    </Page>
  );
}
