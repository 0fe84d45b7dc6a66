import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PortalLayout } from "@/app/(portal)/portal-layout";
import { BackToPages } from "@/components/portal/back-to-pages";
import { WhomToAsk } from "@/components/portal/whom-to-ask";
import { pagePortal } from "@/lib/auth/portal/page";
import { formatDay } from "@/lib/format/time";
import { getOwnProfile } from "@/lib/personal-data/own-profile";

export const metadata: Metadata = { title: "My data" };

type Props = { params: Promise<{ org: string; workspace: string }> };

/** What is stored about the user, which file says so, and whom to ask. */
export default async function PortalMePage({ params }: Props) {
  const { org, workspace } = await params;
  const { portal, ctx } = await pagePortal(org, workspace);
  const profile = await getOwnProfile(ctx);
  if (!profile) notFound();
  const { facts, sync, contact } = profile;
  const day = sync?.lastSetAt ? formatDay(sync.lastSetAt, ctx.clock(), "UTC") : null;
  return (
    <PortalLayout portal={portal} ctx={ctx}>
      <BackToPages slugs={portal.slugs} />
      <h1 className="font-semibold text-2xl tracking-[-0.015em]">My data</h1>
      <p className="mt-1 text-pretty text-muted-foreground">
        {sync ? (
          <>
            This is what {portal.names.organization} has stored about you here. What is marked with “File”
            comes from the file <span className="font-medium text-foreground">{sync.name}</span>
            {day ? <>, which last changed it on {day}</> : null}.
          </>
        ) : (
          <>This is what {portal.names.organization} has stored about you here. It was entered manually.</>
        )}
      </p>
      <dl className="mt-5 divide-y overflow-hidden rounded-lg border bg-card">
        {facts.map(({ label, values, byFile }) => (
          <div
            key={label}
            className="grid gap-x-4 gap-y-0.5 px-4 py-3 sm:grid-cols-[12rem_1fr_auto] sm:items-baseline"
          >
            <dt className="text-muted-foreground text-sm">{label}</dt>
            <dd className="wrap-anywhere min-w-0">
              {values.length > 0 ? values.join(", ") : <span className="text-faint">Not set</span>}
            </dd>
            <dd className="text-muted-foreground text-xs">
              {!sync || values.length === 0 ? null : byFile ? "File" : "Entered manually"}
            </dd>
          </div>
        ))}
      </dl>
      <h2 className="mt-8 font-semibold">Is something wrong?</h2>
      <p className="mt-1 text-pretty text-muted-foreground">
        <WhomToAsk contact={contact} /> to correct it
        {sync ? ". What comes from the file has to be corrected where the file is made" : ""}. You can also
        ask for a copy of everything that is stored about you, or for it to be erased.
      </p>
    </PortalLayout>
  );
}
