"use client";

import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { AudienceCount } from "@/components/pages/audience-count";
import { ListPicker } from "@/components/pages/list-picker";
import { MarkdownEditor } from "@/components/pages/markdown-editor";
import { FormActions } from "@/components/patterns/form-actions";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { RadioField } from "@/components/patterns/radio-field";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import type { ActionResult, WorkspaceScope } from "@/lib/action";
import type { NewPage, PageInput } from "@/lib/pages/schema";
import type { PageListName } from "@/lib/pages/views";
import { slugFrom } from "@/lib/slug";

const resolver = lazyResolver(async () => (await import("@/lib/pages/schema")).createPageInput);

const AUDIENCES = [
  { value: "lists", label: "Selected user lists", description: "Users in at least one of the lists." },
  { value: "everyone", label: "Everyone", description: "Every user of this workspace." },
];

type Props<T> = {
  /** Null for a new page. */
  initial: PageInput | null;
  lists: readonly PageListName[];
  submit: string;
  success: string;
  save: (scope: WorkspaceScope, input: NewPage) => Promise<ActionResult<T>>;
  onSaved: (data: T) => void;
  cancelHref: string;
};

/** Title, address, text and audience of a page. The address of a new page follows its title until someone edits it. */
export function PageForm<T>({ initial, lists, submit, success, save, onSaved, cancelHref }: Props<T>) {
  const scope = useScope();
  const form = useForm<PageInput, unknown, NewPage>({
    resolver,
    defaultValues: initial ?? { title: "", slug: "", body: "", audience: "lists", listIds: [] },
  });
  const { run, pending } = useAction(save, { form, success, onDone: onSaved });
  const { control, watch, setValue, formState } = form;
  const [title, slug, body, audience, listIds] = watch(["title", "slug", "body", "audience", "listIds"]);
  const follows = initial === null && !formState.dirtyFields.slug;
  useEffect(() => {
    if (follows) setValue("slug", slugFrom(title), { shouldValidate: formState.isSubmitted });
  }, [follows, title, formState.isSubmitted, setValue]);
  return (
    <FormShell form={form} onSubmit={(values) => run(scope, values)}>
      <div className="grid gap-5 lg:grid-cols-2">
        <TextField control={control} name="title" label="Title" autoComplete="off" autoFocus={!initial} />
        <TextField
          control={control}
          name="slug"
          label="Address"
          mono
          autoComplete="off"
          spellCheck={false}
          help={
            <>
              The page's address is{" "}
              <span className="break-all font-mono">
                /p/{scope.org}/{scope.workspace}/{slug || "…"}
              </span>
              {initial ? ". Links to the old address stop working." : null}
            </>
          }
        />
      </div>
      <MarkdownEditor
        value={body}
        onChange={(text) =>
          setValue("body", text, { shouldDirty: true, shouldValidate: formState.isSubmitted })
        }
        error={formState.errors.body?.message}
      />
      <div className="grid max-w-2xl gap-3">
        <RadioField control={control} name="audience" label="Who can see this page" options={AUDIENCES} />
        {audience === "lists" ? (
          <ListPicker
            lists={lists}
            chosen={listIds}
            onChange={(ids) => setValue("listIds", ids, { shouldDirty: true })}
            error={formState.errors.listIds?.message}
          />
        ) : null}
        <AudienceCount audience={audience} listIds={listIds} />
      </div>
      <FormActions submit={submit} pending={pending} cancelHref={cancelHref} />
    </FormShell>
  );
}
