import { ToggleLeft } from "lucide-react";
import type { FieldKindView } from "@/components/fields/kinds/view";
import { YesNoSettings } from "@/components/fields/kinds/yes-no-settings";
import { FormField } from "@/components/patterns/form-field";
import { OptionSelect } from "@/components/patterns/option-select";

const CHOICES = [
  { value: "none", label: "No value" },
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
] as const;

export const yesNo: FieldKindView = {
  icon: ToggleLeft,
  Input: ({ field: _, ...shared }) => (
    <FormField {...shared}>
      {({ value, onChange, onBlur, ref }, aria) => (
        <OptionSelect
          {...aria}
          ref={ref}
          value={value === "yes" || value === "no" ? value : "none"}
          options={CHOICES}
          onChange={(chosen) => onChange(chosen === "none" ? "" : chosen)}
          onBlur={onBlur}
        />
      )}
    </FormField>
  ),
  Settings: YesNoSettings,
  cellClass: "md:whitespace-nowrap",
};
