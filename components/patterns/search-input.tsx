import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { Input } from "@/components/ui/input";
import { Spinner } from "@/components/ui/spinner";
import { cn } from "@/lib/cn";

type Props = Omit<ComponentProps<typeof Input>, "type" | "aria-label"> & {
  label: string;
  /** The answer is on its way. */
  pending?: boolean;
};

/** A text input with a magnifying glass. The label is for screen readers, and the placeholder without another. */
export function SearchInput({ label, pending = false, className, ...input }: Props) {
  return (
    <div className="relative">
      <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-muted-foreground">
        {pending ? <Spinner /> : <Search className="size-4" aria-hidden="true" />}
      </span>
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        className={cn("pl-8", className)}
        {...input}
      />
    </div>
  );
}
