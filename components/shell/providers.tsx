"use client";

import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ComponentProps, ReactNode } from "react";
import { ConfirmPassword } from "@/components/account/confirm-password";
import { Toaster } from "@/components/ui/sonner";
import { TooltipProvider } from "@/components/ui/tooltip";

type Props = {
  /** The nonce of this response's content security policy, for the inline theme script. */
  nonce?: string;
  confirmPassword: ComponentProps<typeof ConfirmPassword>["confirm"];
  children: ReactNode;
};

/** The context providers around every page. */
export function Providers({ nonce, confirmPassword, children }: Props) {
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      nonce={nonce}
    >
      <NuqsAdapter>
        <TooltipProvider>{children}</TooltipProvider>
        <ConfirmPassword confirm={confirmPassword} />
        <Toaster />
      </NuqsAdapter>
    </ThemeProvider>
  );
}
