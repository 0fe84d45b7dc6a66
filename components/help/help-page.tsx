import type { ReactNode } from "react";
import { Wordmark } from "@/components/patterns/wordmark";

type Props = {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
};

/** A page that is read without signing in, and printed. */
export function HelpPage({ title, description, actions, footer, children }: Props) {
  return (
    <div className="min-h-dvh bg-background">
      <header className="border-b print:border-0">
        <div className="mx-auto flex max-w-3xl items-center px-4 py-3 sm:px-6 print:px-0">
          <Wordmark />
        </div>
      </header>
      <main className="mx-auto grid max-w-3xl grid-cols-1 gap-6 px-4 pt-6 pb-16 sm:px-6 print:p-0">
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="min-w-0">
            <h1 className="text-balance font-semibold text-2xl tracking-[-0.015em]">{title}</h1>
            {description ? (
              <div className="wrap-anywhere mt-1 text-pretty text-muted-foreground">{description}</div>
            ) : null}
          </div>
          {actions}
        </div>
        {children}
        {footer ? <footer className="border-t pt-4 text-muted-foreground text-sm">{footer}</footer> : null}
      </main>
    </div>
  );
}
