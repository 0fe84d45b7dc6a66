import { type ReactNode, useId } from "react";
import { cn } from "@/lib/cn";

type Props = {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  footer?: ReactNode;
  /** No padding around the content: for tables and lists. */
  flush?: boolean;
  className?: string;
  children?: ReactNode;
};

/** A table inside has the panel's border, not one of its own. */
const FLUSH =
  "overflow-hidden rounded-lg *:data-[slot=data-table]:rounded-none *:data-[slot=data-table]:border-0";

/** A bordered section of a page. */
export function Panel({ title, description, actions, footer, flush = false, className, children }: Props) {
  const id = useId();
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={cn("min-w-0 rounded-lg border bg-card", className)}
    >
      {title || actions ? (
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0">
          <div className="min-w-0">
            {title ? (
              <h2 id={id} className="wrap-anywhere font-semibold">
                {title}
              </h2>
            ) : null}
            {description ? (
              <div className="wrap-anywhere text-pretty text-muted-foreground text-sm">{description}</div>
            ) : null}
          </div>
          {actions ? (
            <div className="flex max-w-full shrink-0 flex-wrap items-center gap-2">{actions}</div>
          ) : null}
        </div>
      ) : null}
      {children === undefined || children === null ? null : (
        <div className={cn(flush ? FLUSH : "p-4")}>{children}</div>
      )}
      {footer ? (
        <div className="flex flex-wrap items-center gap-2 rounded-b-lg border-t bg-subtle px-4 py-2.5 text-sm">
          {footer}
        </div>
      ) : null}
    </section>
  );
}
