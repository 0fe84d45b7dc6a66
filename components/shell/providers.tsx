"use client";

import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { PasswordAsker } from "@/components/account/password-asker";
import { Toasts } from "@/components/shell/toasts";

type Props = {
  /** The nonce of this response's content security policy, for the inline theme script. */
  nonce?: string;
  children: ReactNode;
};

/** The context providers around every page, the sign-in page too: what is heavy here is loaded after the page. */
export function Providers({ nonce, children }: Props) {
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      nonce={nonce}
    >
      {children}
      <PasswordAsker />
      <Toasts />
    </ThemeProvider>
  );
}
