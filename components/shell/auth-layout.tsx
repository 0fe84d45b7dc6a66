import type { ReactNode } from "react";
import { Wordmark } from "@/components/patterns/wordmark";

type Props = { title: string; description?: ReactNode; children: ReactNode; footer?: ReactNode };

/** The centered layout of pages outside an organization, with one task each. */
export function AuthLayout({ title, description, children, footer }: Props) {
  return (
    <main className="flex min-h-dvh flex-col items-center bg-subtle px-4 py-10 sm:pt-[12vh]">
      <a href="/" className="mb-7 rounded-md">
        <Wordmark />
      </a>
      <div className="w-full max-w-sm rounded-xl border bg-card p-6 sm:p-7">
        <h1 className="font-semibold text-xl tracking-[-0.015em]">{title}</h1>
        {description ? <div className="mt-1 text-pretty text-muted-foreground">{description}</div> : null}
        <div className="mt-5">{children}</div>
      </div>
      {footer ? <div className="mt-5 text-center text-muted-foreground">{footer}</div> : null}
    </main>
  );
}
