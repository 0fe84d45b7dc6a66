import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "@/components/shell/providers";
import { pageLocale } from "@/lib/auth/portal/locale";
import { NONCE_HEADER } from "@/lib/auth/security-headers";
import { DEFAULT_LOCALE } from "@/lib/model/locale";

export const metadata: Metadata = {
  title: { default: "Rollcall", template: "%s · Rollcall" },
  description: "Keeps the users of a workspace in step with the CSV file that your HR system exports.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#0d1011" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get(NONCE_HEADER) ?? undefined;
  // A layout that fails shows no page at all: what is wrong is for the page to find out.
  const lang = await pageLocale().catch(() => DEFAULT_LOCALE);
  return (
    // The theme script sets the class before React hydrates.
    <html lang={lang} className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
