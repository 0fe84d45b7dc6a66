import Link from "next/link";
import type { ReactNode } from "react";
import { Wordmark } from "@/components/patterns/wordmark";
import { TooltipProvider } from "@/components/ui/tooltip";

/** Pages about the account itself, which does not belong to any organization. */
export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <TooltipProvider>
      <header className="border-b">
        <div className="mx-auto flex h-12 w-full max-w-6xl items-center px-4 sm:px-6 lg:px-8">
          <Link href="/" className="flex rounded-md">
            <Wordmark />
          </Link>
        </div>
      </header>
      <main>{children}</main>
    </TooltipProvider>
  );
}
