import { redirect } from "next/navigation";
import { pageOrg } from "@/lib/auth/page";

/** The organization's address redirects to its workspaces. */
export default async function OrganizationPage({ params }: { params: Promise<{ org: string }> }) {
  const { org } = await params;
  await pageOrg(org, "organization:enter");
  redirect(`/${org}/workspaces`);
}
