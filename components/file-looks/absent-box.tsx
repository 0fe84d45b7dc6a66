import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";

type Props = { label: string; note: string; checked: boolean; onChange: (checked: boolean) => void };

/** Says that the file goes without a standard column. */
export function AbsentBox({ label, note, checked, onChange }: Props) {
  const id = useId();
  return (
    <div className="flex items-start gap-2 text-sm">
      <Checkbox
        id={id}
        checked={checked}
        onCheckedChange={(value) => onChange(value === true)}
        className="mt-0.5"
      />
      <label htmlFor={id}>
        {label}
        <span className="block text-muted-foreground text-xs">{note}</span>
      </label>
    </div>
  );
}
