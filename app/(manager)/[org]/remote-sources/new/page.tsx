import type { Metadata } from "next";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { Panel } from "@/components/patterns/panel";
import { KindLinks } from "@/components/remote-sources/kind-links";
import { SOURCE_UI } from "@/components/remote-sources/kinds/registry";
import { pageOrg } from "@/lib/auth/page";
import { SOURCE_KINDS } from "@/lib/model/source";
import { egressAddresses } from "@/lib/remote-sources/read";

export const metadata: Metadata = { title: "Create a new Remote Source" };

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export default async function NewRemoteSourcePage({ params, searchParams }: Props) {
  const { org } = await params;
  const asked = await searchParams;
  const wanted = readParam(asked, "kind");
  const kind = SOURCE_KINDS.find((name) => name === wanted) ?? SOURCE_KINDS[0];
  const { intro, Form, Notes } = SOURCE_UI[kind];
  await pageOrg(org, "remote_source:create");
  return (
    <Page>
      <PageHeader
        title="Create a new Remote Source"
        description={intro}
        back={{ href: `/${org}/remote-sources`, label: "Remote Sources" }}
      />
      <KindLinks org={org} current={kind} workspace={readParam(asked, "workspace")} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Panel>
          <Form source={null} />
        </Panel>
        <Notes egress={egressAddresses()} hostKey={null} />
      </div>
    </Page>
  );
}
