import type { Metadata } from "next";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { Panel } from "@/components/patterns/panel";
import { ContactForm } from "@/components/workspaces/contact-form";
import { pageWorkspace } from "@/lib/auth/page";
import { getContact } from "@/lib/workspaces/contact";

export const metadata: Metadata = { title: "Portal" };

type Props = { params: Promise<{ org: string; workspace: string }> };

/** What users of the portal are told beside its pages. */
export default async function PortalSettingsPage({ params }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "page:update");
  return (
    <Page>
      <PageHeader title="Portal" description="What users of this workspace see beside its pages." />
      <Panel
        title="Contact"
        description="Users see what is stored about them under “My data”. There they read whom to ask when something is wrong."
      >
        <ContactForm contact={await getContact(ctx)} />
      </Panel>
    </Page>
  );
}
