import { ArrowRight } from "lucide-react";
import { splitDifference } from "@/components/patterns/split-difference";
import { cn } from "@/lib/cn";

type Props = { before: string | null; after: string | null; className?: string };

/** Old -> new, with the difference marked in both. Null and "" are shown as "empty". */
export function Diff({ before, after, className }: Props) {
  const parts = splitDifference(before ?? "", after ?? "");
  return (
    <span className={cn("inline-flex min-w-0 flex-wrap items-center gap-x-1.5 gap-y-0.5", className)}>
      <del dir="auto" className="min-w-0 wrap-anywhere text-muted-foreground no-underline">
        <Side text={before} prefix={parts.prefix} part={parts.before} suffix={parts.suffix} mark={REMOVED} />
      </del>
      <ArrowRight className="size-3 shrink-0 text-faint" aria-label="changed to" />
      <ins dir="auto" className="min-w-0 wrap-anywhere no-underline">
        <Side text={after} prefix={parts.prefix} part={parts.after} suffix={parts.suffix} mark={ADDED} />
      </ins>
    </span>
  );
}

const REMOVED = "rounded-xs bg-danger-soft text-danger line-through decoration-danger/50";
const ADDED = "rounded-xs bg-success-soft text-success";

type SideProps = { text: string | null; prefix: string; part: string; suffix: string; mark: string };

function Side({ text, prefix, part, suffix, mark }: SideProps) {
  if (text === null || text === "") return <span className="text-faint italic">empty</span>;
  return (
    <>
      {prefix}
      {part === "" ? null : <span className={cn("whitespace-pre-wrap", mark)}>{part}</span>}
      {suffix}
    </>
  );
}

/** Several values: removed, added and unchanged ones. */
export function DiffList({ before, after }: { before: readonly string[]; after: readonly string[] }) {
  const all = [...new Set([...before, ...after])];
  if (all.length === 0) return <span className="text-faint italic">empty</span>;
  return (
    <span className="inline-flex flex-wrap gap-1">
      {all.map((value) => {
        const classes = "rounded-sm px-1 text-sm";
        if (!after.includes(value)) {
          return (
            <del key={value} dir="auto" className={cn(classes, REMOVED)}>
              {value}
            </del>
          );
        }
        if (!before.includes(value)) {
          return (
            <ins key={value} dir="auto" className={cn(classes, ADDED, "no-underline")}>
              {value}
            </ins>
          );
        }
        return (
          <span key={value} dir="auto" className={cn(classes, "bg-muted text-muted-foreground")}>
            {value}
          </span>
        );
      })}
    </span>
  );
}
