import type { Metadata } from "next";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { Button } from "@/components/ui/button";
import { openVisitor } from "@/lib/auth/visitor";
import { findSubscription } from "@/lib/channels/unsubscribe";
import { isAppError } from "@/lib/errors";

export const metadata: Metadata = { title: "Unsubscribe", referrer: "no-referrer" };

/** Where the link at the end of an alert leads, without signing in. Opening it changes nothing. */
export default async function UnsubscribePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const token = readParam(await searchParams, "token") ?? "";
  const found = await findSubscription(await openVisitor(), { token }).catch((error: unknown) => {
    if (isAppError(error)) return null;
    throw error;
  });
  return (
    <Page width="narrow">
      <PageHeader
        title="Unsubscribe"
        description={wordsFor(found)}
        back={{ href: "/", label: "Back to Rollcall" }}
      />
      {found?.isMailed ? (
        <form method="post" action={`/api/unsubscribe?${new URLSearchParams({ token })}`}>
          <input type="hidden" name="from" value="page" />
          <Button type="submit">Unsubscribe</Button>
        </form>
      ) : null}
    </Page>
  );
}

type Found = { organization: string; isMailed: boolean } | null;

function wordsFor(found: Found): string {
  if (!found)
    return "This link no longer works. You can choose your notifications on the page of your account.";
  const { organization, isMailed } = found;
  return isMailed
    ? `You will get no more alerts of ${organization} by e-mail. Rollcall still shows them in your inbox.`
    : `You get no alerts of ${organization} by e-mail. You can turn them on again on the page of your account.`;
}
