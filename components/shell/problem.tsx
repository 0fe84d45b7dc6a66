import type { ReactNode } from "react";

type Props = {
  icon: keyof typeof ICONS;
  title: string;
  /** What happened, and what to do. */
  children: ReactNode;
  actions: ReactNode;
  /** Fills the screen, outside the app frame. */
  alone?: boolean;
};

// Drawn here: every part of the app has its own copy of this page, and an icon library in each would weigh more than all.
const ICONS = {
  error: "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M12 8v4M12 16h.01",
  missing: "M3 11a8 8 0 1 0 16 0a8 8 0 1 0 -16 0M21 21l-4.3-4.3M13.5 8.5l-5 5M8.5 8.5l5 5",
};

/** A full-page message instead of the page. */
export function Problem({ icon, title, children, actions, alone = false }: Props) {
  // Inside the frame there is a main landmark around it already.
  const Landmark = alone ? "main" : "div";
  return (
    <Landmark
      className={`flex flex-col items-center justify-center px-6 text-center ${alone ? "min-h-dvh" : "py-24"}`}
    >
      <div
        aria-hidden="true"
        className="mb-4 flex size-11 items-center justify-center rounded-lg border bg-subtle text-muted-foreground [&_svg]:size-5"
      >
        <svg
          aria-hidden="true"
          viewBox="0 0 24 24"
          fill="none"
          stroke="currentColor"
          strokeWidth={2}
          strokeLinecap="round"
        >
          <path d={ICONS[icon]} />
        </svg>
      </div>
      <h1 className="font-semibold text-xl tracking-[-0.01em]">{title}</h1>
      <div className="mt-1.5 max-w-md text-pretty text-muted-foreground">{children}</div>
      <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>
    </Landmark>
  );
}
