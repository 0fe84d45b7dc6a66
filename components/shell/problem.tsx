import { cx } from "class-variance-authority";
import type { ReactNode } from "react";

type Props = {
  icon: ReactNode;
  title: string;
  /** What happened, and what to do. */
  children: ReactNode;
  actions: ReactNode;
  /** Fills the screen, outside the app frame. */
  alone?: boolean;
};

/** A full-page message instead of the page. */
export function Problem({ icon, title, children, actions, alone = false }: Props) {
  return (
    <div
      className={cx(
        "flex flex-col items-center justify-center px-6 text-center",
        alone ? "min-h-dvh" : "py-24",
      )}
    >
      <div
        aria-hidden="true"
        className="mb-4 flex size-11 items-center justify-center rounded-lg border bg-subtle text-muted-foreground [&_svg]:size-5"
      >
        {icon}
      </div>
      <h1 className="font-semibold text-xl tracking-[-0.01em]">{title}</h1>
      <div className="mt-1.5 max-w-md text-pretty text-muted-foreground">{children}</div>
      <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>
    </div>
  );
}
