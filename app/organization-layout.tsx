import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppLayout } from "@/components/shell/app-layout";
import { readLayoutCookies } from "@/components/shell/layout-cookies";
import type { FrameView } from "@/lib/organizations/get-layout-data";

/** The frame, with the preferences of this browser. */
export async function OrganizationLayout({ view, children }: { view: FrameView; children: ReactNode }) {
  const jar = await cookies();
  const preferences = readLayoutCookies((name) => jar.get(name)?.value, view.organization.slug);
  return (
    <AppLayout view={view} {...preferences}>
      {children}
    </AppLayout>
  );
}
