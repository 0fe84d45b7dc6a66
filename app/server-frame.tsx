import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppFrame } from "@/components/shell/app-frame";
import { readFrameCookies } from "@/components/shell/frame-cookies";
import type { FrameView } from "@/lib/organizations/get-layout-data";

/** The frame, with the preferences of this browser. */
export async function ServerFrame({ view, children }: { view: FrameView; children: ReactNode }) {
  const jar = await cookies();
  const preferences = readFrameCookies((name) => jar.get(name)?.value, view.organization.slug);
  return (
    <AppFrame view={view} {...preferences}>
      {children}
    </AppFrame>
  );
}
