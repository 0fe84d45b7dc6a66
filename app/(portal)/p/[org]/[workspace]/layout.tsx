import type { Metadata } from "next";
import type { ReactNode } from "react";

/** Who may see what is asked anew at every request: nothing here is ever made beforehand. */
export const dynamic = "force-dynamic";

export const metadata: Metadata = { robots: { index: false } };

export default function PortalLayout({ children }: { children: ReactNode }) {
  return children;
}
