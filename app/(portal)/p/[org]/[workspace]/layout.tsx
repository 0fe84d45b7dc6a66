import type { Metadata } from "next";
import type { ReactNode } from "react";

/** Access is checked on every request, so nothing here is prerendered. */
export const dynamic = "force-dynamic";

export const metadata: Metadata = { robots: { index: false } };

export default function PortalLayout({ children }: { children: ReactNode }) {
  return children;
}
