import type { Metadata } from "next";
import type { ReactNode } from "react";
import { ProblemWordsProvider } from "@/components/shell/problem-words";
import { browserLocale, pageLocale } from "@/lib/auth/portal/locale";
import { around, portalTexts } from "@/lib/messages/texts";

/** Access is checked on every request, so nothing here is prerendered. */
export const dynamic = "force-dynamic";

export const metadata: Metadata = { robots: { index: false } };

export default async function PortalLayout({ children }: { children: ReactNode }) {
  // What fails inside is said by the page below: here it must not take the words for it away.
  const t = portalTexts(await pageLocale().catch(browserLocale));
  const words = {
    title: t("problems.failed"),
    text: t("problems.failedHelp"),
    tooSlow: t("problems.tooSlow"),
    reference: around((reference) => t("problems.reference", { reference })),
    retry: t("problems.retry"),
    start: t("problems.start"),
  };
  return <ProblemWordsProvider words={words}>{children}</ProblemWordsProvider>;
}
