import { redirect } from "next/navigation";
import { pageWorkspace } from "@/lib/auth/page";

type Props = { params: Promise<{ org: string; workspace: string }> };

/** The workspace's address redirects to its users. */
export default async function WorkspacePage({ params }: Props) {
  const { org, workspace } = await params;
  await pageWorkspace(org, workspace, "user:view");
  redirect(`/${org}/${workspace}/users`);
}
