import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { Panel } from "@/components/patterns/panel";
import { AttachHere } from "@/components/setup/attach-here";
import { SetupLayout } from "@/components/setup/setup-layout";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { pageOrg } from "@/lib/auth/page";
import { may } from "@/lib/permissions";
import { getRemoteSource, listAttachable } from "@/lib/remote-sources/read";
import { setupProgress } from "@/lib/syncs/setup/steps";
import { listWorkspaceNames } from "@/lib/workspaces/read";

export const metadata: Metadata = { title: "Choose the file" };

type Props = { params: Promise<{ org: string; id: string }>; searchParams: Promise<SearchParams> };

/** From a Remote Source to a sync: which file of it, for which workspace. */
export default async function AttachPage({ params, searchParams }: Props) {
  const { org, id } = await params;
  const ctx = await pageOrg(org, "sync:create");
  const source = (await listAttachable(ctx)).find((one) => one.id === id);
  if (!source) notFound();
  const { lastCheck } = await getRemoteSource(ctx, id);
  const failed = lastCheck?.ok === false ? lastCheck.stages.find(({ ok }) => !ok) : undefined;
  const wanted = readParam(await searchParams, "workspace");
  const workspaces = (await listWorkspaceNames(ctx)).filter(({ isSandbox }) => !isSandbox);
  const progress = setupProgress({
    ...{ sourceChecked: lastCheck?.ok ?? false, hasFile: false, isRead: false },
    ...{ confirmed: [], plan: "none" },
  });
  return (
    <Page>
      <PageHeader
        title="Choose the file"
        description={
          source.kind === "drop"
            ? `Which file that comes into ${source.name} lists your users? Enter its name if it has not come yet.`
            : `Which file on ${source.name} lists your users? Nothing is imported before you approve it.`
        }
        back={{ href: `/${org}/remote-sources`, label: "Remote Sources" }}
      />
      <SetupLayout progress={progress} current="file" base={null}>
        {failed ? (
          <Alert tone="danger">
            <AlertTitle>{`The last check of ${source.name} failed`}</AlertTitle>
            <AlertDescription>{failed.message}</AlertDescription>
            {may(ctx, "remote_source:update") ? (
              <AlertActions>
                <Button asChild variant="outline" size="sm">
                  <Link href={`/${org}/remote-sources/${id}/edit`}>Edit Remote Source</Link>
                </Button>
              </AlertActions>
            ) : null}
          </Alert>
        ) : null}
        <Panel>
          <AttachHere
            source={source}
            choice={{
              workspaces: workspaces.map(({ name, slug }) => ({ name, slug })),
              slug: workspaces.find(({ slug }) => slug === wanted)?.slug ?? workspaces[0]?.slug ?? "",
              name: workspaces.length === 0 ? "Employees" : "",
              canCreate: may(ctx, "workspace:create"),
            }}
            later={`/${org}/remote-sources`}
          />
        </Panel>
      </SetupLayout>
    </Page>
  );
}
