import { Check } from "lucide-react";
import Link from "next/link";
import { DropdownMenuItem, DropdownMenuLabel } from "@/components/ui/dropdown-menu";

type Props = {
  label: string;
  items: readonly { name: string; slug: string }[];
  current: string;
  hrefOf: (slug: string) => string;
};

/** The organizations or workspaces in a switch, with a check mark at the current one. */
export function SwitchChoices({ label, items, current, hrefOf }: Props) {
  return (
    <>
      <DropdownMenuLabel>{label}</DropdownMenuLabel>
      {items.map(({ name, slug }) => (
        <DropdownMenuItem key={slug} asChild>
          <Link href={hrefOf(slug)}>
            <span className="min-w-0 flex-1 truncate">{name}</span>
            {slug === current ? <Check aria-label="Current" /> : null}
          </Link>
        </DropdownMenuItem>
      ))}
    </>
  );
}
