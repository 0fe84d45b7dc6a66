"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import type { FieldPath, FieldValues, UseFormReturn } from "react-hook-form";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import type { CheckUi } from "@/components/remote-sources/kinds/source-ui";
import { useLayoutData } from "@/components/shell/layout-context";
import type { ActionError } from "@/lib/action";
import { may } from "@/lib/permissions";
import { createRemoteSourceAction, updateRemoteSourceAction } from "@/lib/remote-sources/actions";
import type { RemoteSource } from "@/lib/remote-sources/views";

const SaveCheck = deferDialog(async () => (await import("@/components/remote-sources/save-check")).SaveCheck);

/** What the form of any kind sends. */
type Entered = Parameters<typeof createRemoteSourceAction>[1];

type Options<V extends FieldValues, T> = {
  ui: CheckUi;
  form: UseFormReturn<V, unknown, T>;
  /** The one that is edited; null for a new one. */
  source: RemoteSource | null;
  /** The field to begin at. */
  field?: string | null;
};

type Saving<T> = {
  /** Checks the connection with the entered values, then saves them: what the form is submitted with. */
  checkAndSave: (values: T) => void;
  pending: boolean;
  /** To be rendered outside the form. */
  dialog: ReactNode;
};

/**
 * Saves the form of a Remote Source once a check of what was entered has passed, or unchecked when the person chooses
 * that after a failure. Then the file is chosen, or the list opens.
 */
export function useSaveSource<V extends FieldValues, T extends Entered>(options: Options<V, T>): Saving<T> {
  const { ui, form, source, field } = options;
  const { org } = useScope();
  const router = useRouter();
  const asked = useSearchParams();
  const { permissions } = useLayoutData();
  const [checked, setChecked] = useState<T | null>(null);
  const { run, pending } = useAction(source ? updating(source.id) : createRemoteSourceAction, {
    form,
    success: "Remote Source saved",
    onDone: ({ id }) => router.push(afterSaving(id)),
  });

  /** A new one leads on to its file, for those who may attach it. */
  function afterSaving(id: string): string {
    if (source || !may({ permissions }, "sync:create")) return `/${org}/remote-sources`;
    const workspace = asked.get("workspace");
    return `/${org}/remote-sources/${id}/attach${workspace ? `?workspace=${encodeURIComponent(workspace)}` : ""}`;
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: only once, when the form opens
  useEffect(() => {
    if (field) focus(field);
  }, []);

  function focus(name: string) {
    // A name that the form doesn't have is ignored by it.
    form.setFocus(name as FieldPath<V>);
  }

  function refuse(error: ActionError) {
    setChecked(null);
    toast.error(error.message, { description: error.remedy, duration: 10_000 });
    for (const [name, message] of Object.entries(error.fieldErrors ?? {}))
      form.setError(name as FieldPath<V>, { type: "server", message });
  }

  const dialog = checked ? (
    <SaveCheck
      ui={ui}
      body={source ? { ...checked, id: source.id } : checked}
      source={source}
      saving={pending}
      onSave={async (proof) => {
        await run({ org }, proof === null ? checked : { ...checked, proof });
        setChecked(null);
      }}
      onRefused={refuse}
      onFix={(name) => {
        setChecked(null);
        // The dialog gives the focus back to where it was, a moment after it closed.
        if (name) setTimeout(() => focus(name), 50);
      }}
      onClose={() => setChecked(null)}
    />
  ) : null;
  return { checkAndSave: setChecked, pending, dialog };
}

function updating(id: string): typeof createRemoteSourceAction {
  return (scope, input) => updateRemoteSourceAction(scope, { ...input, id });
}
