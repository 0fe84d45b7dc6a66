import { ArrowDown, ArrowUp } from "lucide-react";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";

type Props = { index: number; count: number; move: (from: number, to: number) => void };

/** "Move up" and "Move down" in the menu of a row. */
export function MoveItems({ index, count, move }: Props) {
  return (
    <>
      <DropdownMenuItem disabled={index === 0} onSelect={() => move(index, index - 1)}>
        <ArrowUp aria-hidden="true" />
        Move up
      </DropdownMenuItem>
      <DropdownMenuItem disabled={index === count - 1} onSelect={() => move(index, index + 1)}>
        <ArrowDown aria-hidden="true" />
        Move down
      </DropdownMenuItem>
    </>
  );
}
