import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { ReaderLocale } from "@/components/patterns/reader-locale";
import { TrySampleData } from "@/components/sandbox/try-sample-data";
import { AppLayout } from "@/components/shell/app-layout";
import { readLayoutCookies } from "@/components/shell/layout-cookies";
import type { Attention } from "@/lib/alerts/attention";
import { pageAccount } from "@/lib/auth/page";
import { readerLocaleOf } from "@/lib/auth/reader-locale";
import type { FrameView } from "@/lib/organizations/get-layout-data";

type Props = { view: FrameView; attention: Attention; children: ReactNode };

/** The frame, with the preferences of this browser. */
export async function OrganizationLayout({ view, attention, children }: Props) {
  const jar = await cookies();
  const preferences = readLayoutCookies((name) => jar.get(name)?.value, view.organization.slug);
  return (
    <ReaderLocale locale={await readerLocaleOf(await pageAccount())}>
      <AppLayout view={view} attention={attention} help={<TrySampleData size="sm" />} {...preferences}>
        {children}
      </AppLayout>
    </ReaderLocale>
  );
}
