import { redirect } from "next/navigation";
import { pageWorkspace } from "@/lib/auth/page";

type Props = { params: Promise<{ org: string; workspace: string }> };

/** The settings' bare address leads to the first of them. */
export default async function SettingsPage({ params }: Props) {
  const { org, workspace } = await params;
  await pageWorkspace(org, workspace, "field:view");
  redirect(`/${org}/${workspace}/settings/fields`);
}
