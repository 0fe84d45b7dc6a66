import { CopyButton } from "@/components/patterns/copy-button";

/** Commands, ready to copy. Long lines wrap. */
export function Command({ text, label }: { text: string; label: string }) {
  return (
    <div className="relative min-w-0 rounded-md border bg-subtle">
      <pre className="whitespace-pre-wrap wrap-anywhere py-3 pr-12 pl-3 text-xs leading-5">
        <code className="font-mono">{text}</code>
      </pre>
      <CopyButton value={text} label={label} className="absolute top-1 right-1" />
    </div>
  );
}
