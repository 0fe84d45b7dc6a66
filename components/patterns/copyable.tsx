import { CopyButton } from "@/components/patterns/copy-button";
import { cn } from "@/lib/cn";

type Props = { value: string; label: string; mono?: boolean; className?: string };

/** A value in a box with a button that copies it. Long values wrap. */
export function Copyable({ value, label, mono = true, className }: Props) {
  return (
    <div className={cn("flex items-start gap-1 rounded-md border bg-subtle py-0.5 pr-0.5 pl-2.5", className)}>
      <span className={cn("min-w-0 flex-1 break-all py-1 text-sm", mono && "font-mono text-xs leading-5")}>
        {value}
      </span>
      <CopyButton value={value} label={label} />
    </div>
  );
}
