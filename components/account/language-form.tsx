"use client";

import { useForm } from "react-hook-form";
import { FormShell } from "@/components/patterns/form-shell";
import { SelectField } from "@/components/patterns/select-field";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { chooseLanguageAction } from "@/lib/account/actions";
import { LANGUAGE_NAMES, LOCALES, type Locale } from "@/lib/model/locale";

const OPTIONS = LOCALES.map((locale) => ({ value: locale, label: LANGUAGE_NAMES[locale] }));

/** The language of one's mails. */
export function LanguageForm({ language }: { language: Locale }) {
  const form = useForm<{ language: Locale }>({ defaultValues: { language } });
  const { run, pending } = useAction(chooseLanguageAction, { form, success: "Language saved" });
  return (
    <FormShell form={form} onSubmit={run} className="max-w-sm">
      <SelectField
        control={form.control}
        name="language"
        label="Language"
        help="E-mails from Rollcall are in this language. Its pages are in English."
        options={OPTIONS}
      />
      <Button type="submit" pending={pending} className="justify-self-start max-sm:h-10">
        Save language
      </Button>
    </FormShell>
  );
}
