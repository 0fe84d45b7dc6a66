"use client";

import type { ReactNode } from "react";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useModKey } from "@/components/patterns/use-mod-key";
import { useDestinations } from "@/components/shell/use-shortcuts";
import { Kbd } from "@/components/ui/kbd";

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

/** The list of keyboard shortcuts that `?` opens. */
export function KeysDialog({ open, onOpenChange }: Props) {
  const mod = useModKey();
  const destinations = useDestinations();
  return (
    <TitledDialog
      title="Keyboard shortcuts"
      description="Shortcuts work when you are not typing in a field."
      open={open}
      onClose={() => onOpenChange(false)}
    >
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        <Keys title="Go to">
          {destinations.map((item) => (
            <Line key={item.href} label={item.label} keys={["g", item.key]} />
          ))}
        </Keys>
        <Keys title="Anywhere">
          <Line label="Search or run a command" keys={[mod, "K"]} />
          <Line label="Submit form" keys={[mod, "↩"]} />
          <Line label="Collapse or expand the side menu" keys={["["]} />
          <Line label="Close" keys={["Esc"]} />
          <Line label="Show keyboard shortcuts" keys={["?"]} />
        </Keys>
      </div>
    </TitledDialog>
  );
}

function Keys({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid content-start gap-1">
      <h3 className="mb-1 font-medium text-muted-foreground text-xs">{title}</h3>
      <dl className="grid gap-1.5">{children}</dl>
    </section>
  );
}

function Line({ label, keys }: { label: string; keys: readonly string[] }) {
  return (
    <div className="flex items-center justify-between gap-4">
      <dt className="text-sm">{label}</dt>
      <dd className="flex gap-1">
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </div>
  );
}
