import type { ReactNode } from "react";

/** A part of what the administrator of a server needs to know. */
export function Note({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 grid-cols-1 gap-2 text-pretty text-muted-foreground text-sm">
      <h3 className="font-medium text-foreground">{title}</h3>
      {children}
    </div>
  );
}
