import { MailCheck } from "lucide-react";
import type { ReactNode } from "react";

/** What a form shows after a mail was sent. */
export function MailSent({ children, help }: { children: ReactNode; help: ReactNode }) {
  return (
    <div className="grid gap-4" role="status">
      <MailCheck className="size-8 text-success" aria-hidden="true" />
      <p className="wrap-anywhere text-pretty">{children}</p>
      <p className="text-pretty text-muted-foreground text-sm">{help}</p>
    </div>
  );
}
