import type { Metadata } from "next";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { Panel } from "@/components/patterns/panel";
import { ItNotes } from "@/components/remote-sources/it-notes";
import { RemoteSourceForm } from "@/components/remote-sources/remote-source-form";
import { pageOrg } from "@/lib/auth/page";
import { egressAddresses } from "@/lib/remote-sources/read";

export const metadata: Metadata = { title: "Create a new Remote Source" };

export default async function NewRemoteSourcePage({ params }: { params: Promise<{ org: string }> }) {
  const { org } = await params;
  await pageOrg(org, "remote_source:create");
  return (
    <Page>
      <PageHeader
        title="Create a new Remote Source"
        description="An SFTP server with the files that list your users. The connection is checked when you save it."
        back={{ href: `/${org}/remote-sources`, label: "Remote Sources" }}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Panel>
          <RemoteSourceForm source={null} />
        </Panel>
        <ItNotes addresses={egressAddresses()} hostKey={null} />
      </div>
    </Page>
  );
}
