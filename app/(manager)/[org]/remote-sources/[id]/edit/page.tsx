import { FileText } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { Panel } from "@/components/patterns/panel";
import { RelativeTime } from "@/components/patterns/relative-time";
import { KeyNotice } from "@/components/remote-sources/key-notice";
import { SOURCE_UI } from "@/components/remote-sources/kinds/registry";
import { PgpPanel } from "@/components/remote-sources/pgp/pgp-panel";
import { Button } from "@/components/ui/button";
import { pageOrg } from "@/lib/auth/page";
import { findPublicKey } from "@/lib/remote-sources/credentials";
import { getPgpKeys } from "@/lib/remote-sources/pgp/read-keys";
import { egressAddresses, findRemoteSource } from "@/lib/remote-sources/read";

export const metadata: Metadata = { title: "Edit Remote Source" };

type Props = { params: Promise<{ org: string; id: string }>; searchParams: Promise<SearchParams> };

export default async function EditRemoteSourcePage({ params, searchParams }: Props) {
  const { org, id } = await params;
  const field = readParam(await searchParams, "field") || null;
  const ctx = await pageOrg(org, "remote_source:update");
  const source = await findRemoteSource(ctx, id);
  if (!source) notFound();
  const { Form, Notes } = SOURCE_UI[source.kind];
  return (
    <Page>
      <PageHeader
        title={`Edit ${source.name}`}
        description={
          SOURCE_UI[source.kind].hasPage ? (
            "Its name, and how long files are kept. Keys, password and tokens are on its page."
          ) : (
            <>
              Changes take effect with the next run. The credentials were last set{" "}
              <RelativeTime at={source.credentialsSetAt} />.
            </>
          )
        }
        actions={
          <Button asChild variant="outline">
            <Link href={`/${org}/remote-sources/${id}/instructions`}>
              <FileText aria-hidden="true" />
              Instructions for IT
            </Link>
          </Button>
        }
        back={
          SOURCE_UI[source.kind].hasPage
            ? { href: `/${org}/remote-sources/${id}`, label: source.name }
            : { href: `/${org}/remote-sources`, label: "Remote Sources" }
        }
      />
      {source.hostKeySeen ? <KeyNotice source={source} canApprove /> : null}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid gap-5">
          <Panel>
            <Form source={source} field={field} publicKey={await findPublicKey(ctx, id)} />
          </Panel>
          <PgpPanel id={source.id} pgp={await getPgpKeys(ctx, source.id)} />
        </div>
        <Notes egress={egressAddresses()} hostKey={source.hostKey} />
      </div>
    </Page>
  );
}
