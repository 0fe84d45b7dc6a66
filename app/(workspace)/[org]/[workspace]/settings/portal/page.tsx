import type { Metadata } from "next";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { Panel } from "@/components/patterns/panel";
import { ContactForm } from "@/components/workspaces/contact-form";
import { LanguageFieldForm } from "@/components/workspaces/language-field-form";
import { pageWorkspace } from "@/lib/auth/page";
import { getContact } from "@/lib/workspaces/contact";
import { getLanguageField } from "@/lib/workspaces/language-field";

export const metadata: Metadata = { title: "Portal" };

type Props = { params: Promise<{ org: string; workspace: string }> };

/** What users of the portal are told beside its pages. */
export default async function PortalSettingsPage({ params }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "page:update");
  const language = await getLanguageField(ctx);
  return (
    <Page>
      <PageHeader title="Portal" description="What users of this workspace see beside its pages." />
      <Panel
        title="Contact"
        description="Users see what is stored about them under “My data”. There they read whom to ask when something is wrong."
      >
        <ContactForm contact={await getContact(ctx)} />
      </Panel>
      <Panel
        title="Language"
        description="Users read the portal, and e-mails about it, in their language: English, Finnish, Swedish, Dutch or German."
      >
        <LanguageFieldForm key={language.chosen} {...language} />
      </Panel>
    </Page>
  );
}
