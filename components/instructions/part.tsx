import { type ReactNode, useId } from "react";
import { CopyButton } from "@/components/patterns/copy-button";

type Props = { title: string; children: ReactNode };

/** A numbered section of the sheet: it stays on one page of paper where it fits. */
export function Part({ title, children }: Props) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid min-w-0 grid-cols-1 gap-3 border-t pt-5 first-of-type:border-t-0 first-of-type:pt-0"
    >
      <h2 id={id} className="break-after-avoid font-semibold text-lg">
        {title}
      </h2>
      {children}
    </section>
  );
}

/** Label and value, each with a button that copies it. */
export function Values({ values }: { values: readonly { label: string; value: string }[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
      {values.map(({ label, value }) => (
        <div key={label} className="min-w-0 break-inside-avoid">
          <dt className="text-muted-foreground text-xs">{label}</dt>
          <dd className="flex items-start gap-1">
            <span className="min-w-0 flex-1 break-all py-1 font-mono text-sm">{value}</span>
            <CopyButton value={value} label={`Copy ${label}`} className="print:hidden" />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Text of several lines, such as a key or a command. */
export function Block({ text, label }: { text: string; label: string }) {
  return (
    <div className="flex min-w-0 break-inside-avoid items-start gap-1 rounded-md border bg-subtle py-0.5 pr-0.5 pl-2.5">
      <pre className="wrap-anywhere min-w-0 flex-1 whitespace-pre-wrap py-1 font-mono text-xs leading-5">
        {text}
      </pre>
      <CopyButton value={text} label={label} className="print:hidden" />
    </div>
  );
}

export function Points({ children }: { children: ReactNode }) {
  return <ul className="grid list-disc gap-1 pl-5 text-pretty">{children}</ul>;
}
