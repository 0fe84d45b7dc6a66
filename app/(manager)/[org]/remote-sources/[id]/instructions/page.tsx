import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { InstructionsSheet } from "@/components/instructions/instructions-sheet";
import { LinksPanel } from "@/components/instructions/links-panel";
import { PrintButton } from "@/components/instructions/print-button";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { SOURCE_UI } from "@/components/remote-sources/kinds/registry";
import { pageOrg } from "@/lib/auth/page";
import { publicUrl } from "@/lib/env";
import { listInstructionLinks } from "@/lib/instructions/links";
import { findInstructions } from "@/lib/instructions/read";
import { may } from "@/lib/permissions";

export const metadata: Metadata = { title: "Instructions for your IT team" };

type Props = { params: Promise<{ org: string; id: string }> };

/** What an IT team needs for one Remote Source, with the links that share it. */
export default async function InstructionsPage({ params }: Props) {
  const { org, id } = await params;
  const ctx = await pageOrg(org, "remote_source:view");
  const instructions = await findInstructions(ctx, id);
  if (!instructions) notFound();
  const { name, kind } = instructions;
  return (
    <Page width="narrow">
      <PageHeader
        title="Instructions for your IT team"
        description={`For ${name}. Print this page, or send a link to it. It holds no password and no private key.`}
        back={
          SOURCE_UI[kind].hasPage
            ? { href: `/${org}/remote-sources/${id}`, label: name }
            : { href: `/${org}/remote-sources`, label: "Remote Sources" }
        }
        actions={<PrintButton />}
      />
      {may(ctx, "remote_source:update") ? (
        <LinksPanel sourceId={id} links={await listInstructionLinks(ctx, id)} />
      ) : null}
      <InstructionsSheet instructions={instructions} url={publicUrl().replace(/\/+$/, "")} />
    </Page>
  );
}
