import { ChevronRight, Server, Upload } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { pageWorkspace } from "@/lib/auth/page";
import { plural } from "@/lib/format/plural";
import { may } from "@/lib/permissions";
import { listSyncs } from "@/lib/syncs/read";

export const metadata: Metadata = { title: "Integrations" };

type Props = { params: Promise<{ org: string; workspace: string }> };

export default async function IntegrationsPage({ params }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "sync:view");
  const attached = (await listSyncs(ctx)).filter((sync) => sync.sourceKind === "remote").length;
  const base = `/${org}/${workspace}`;
  return (
    <Page width="narrow">
      <PageHeader title="Integrations" description="Where the users of this workspace come from." />
      <ul className="overflow-hidden rounded-lg border bg-card">
        <Integration
          href={`${base}/settings/integrations/remote-source`}
          icon={<Server />}
          title="Remote Source"
          description="A file on your SFTP server, in your S3 bucket or placed with Rollcall, imported on a schedule."
          state={attached === 0 ? "Not attached yet" : `${plural(attached, "file")} attached`}
        />
        {may(ctx, "run:start") ? (
          <Integration
            href={`${base}/upload`}
            icon={<Upload />}
            title="Upload CSV"
            description="A one-time import of a file from your computer."
          />
        ) : null}
      </ul>
    </Page>
  );
}

type IntegrationProps = { href: string; icon: ReactNode; title: string; description: string; state?: string };

function Integration({ href, icon, title, description, state }: IntegrationProps) {
  return (
    <li className="border-b last:border-0">
      <Link
        href={href}
        className="flex items-center gap-4 px-4 py-4 transition-colors hover:bg-subtle focus-visible:outline-offset-[-2px]"
      >
        <span
          aria-hidden="true"
          className="flex size-9 shrink-0 items-center justify-center rounded-md border bg-subtle text-muted-foreground [&_svg]:size-4.5"
        >
          {icon}
        </span>
        <span className="min-w-0 flex-1">
          <span className="block font-semibold">{title}</span>
          <span className="block text-muted-foreground text-sm">{description}</span>
          {state ? <span className="block text-sm sm:hidden">{state}</span> : null}
        </span>
        {state ? <span className="shrink-0 text-muted-foreground text-sm max-sm:hidden">{state}</span> : null}
        <ChevronRight className="size-4 shrink-0 text-faint" aria-hidden="true" />
      </Link>
    </li>
  );
}
