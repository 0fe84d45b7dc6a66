import { redirect } from "next/navigation";
import { pageWorkspace } from "@/lib/auth/page";

type Props = { params: Promise<{ org: string; workspace: string }> };

/** The address of the settings redirects to the first of their pages. */
export default async function SettingsPage({ params }: Props) {
  const { org, workspace } = await params;
  await pageWorkspace(org, workspace, "field:view");
  redirect(`/${org}/${workspace}/settings/fields`);
}
