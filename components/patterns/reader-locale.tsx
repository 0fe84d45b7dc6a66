"use client";

import type { ReactNode } from "react";

/**
 * Has the browser write dates and numbers below it as the server does. Set while it is drawn, since what is below is drawn after it;
 * the server knows by itself (`lib/auth/reader-locale.ts`).
 */
export function ReaderLocale({ locale, children }: { locale: string; children: ReactNode }) {
  if (typeof window !== "undefined") globalThis.readerLocale = () => locale;
  return children;
}
