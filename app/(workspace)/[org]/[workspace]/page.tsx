import { redirect } from "next/navigation";
import { pageWorkspace } from "@/lib/auth/page";
import { workspaceStart } from "@/lib/workspaces/start-path";

type Props = { params: Promise<{ org: string; workspace: string }> };

/** The workspace's address redirects to the first page that the member can open. */
export default async function WorkspacePage({ params }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "workspace:view");
  redirect(workspaceStart(`/${org}/${workspace}`, ctx.permissions));
}
