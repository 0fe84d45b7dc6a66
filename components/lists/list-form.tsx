"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { newDraft, RuleBuilder } from "@/components/lists/builder/rule-builder";
import { RulePreview } from "@/components/lists/builder/rule-preview";
import { FormActions } from "@/components/patterns/form-actions";
import { FormShell } from "@/components/patterns/form-shell";
import { RadioField } from "@/components/patterns/radio-field";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { createListAction, updateListAction } from "@/lib/lists/actions";
import { createListInput } from "@/lib/lists/schema";
import type { ListDetail } from "@/lib/lists/views";
import { type DraftGroup, draftOf, readDraft } from "@/lib/rules/draft";
import type { RuleProblem } from "@/lib/rules/problems";
import type { Vocabulary } from "@/lib/rules/vocabulary";

const shape = createListInput.pick({ name: true, description: true, kind: true }).extend({
  draft: z.custom<DraftGroup>(),
});
type Values = z.output<typeof shape>;

type Props = {
  /** Null for a new one. */
  list: ListDetail | null;
  known: Vocabulary;
  /** The address of the page with all lists. */
  base: string;
};

const KINDS = [
  {
    value: "dynamic",
    label: "Rule-based",
    description: "Users who match a rule, such as everyone in a department. The list updates automatically.",
  },
  {
    value: "static",
    label: "Manual",
    description: "Only the users you add. They stay until you remove them.",
  },
] as const;

/** Name, description and rule of a list. Saving opens the list's page. */
export function ListForm({ list, known, base }: Props) {
  const router = useRouter();
  const scope = useScope();
  const [strict, setStrict] = useState(false);
  const [problems, setProblems] = useState<readonly RuleProblem[]>(list?.problems ?? []);
  const form = useForm<Values, unknown, Values>({
    resolver: zodResolver(shape),
    defaultValues: {
      name: list?.name ?? "",
      description: list?.description ?? "",
      kind: list?.kind ?? "dynamic",
      draft: list?.rule ? draftOf(list.rule) : newDraft(),
    },
  });
  const [kind, draft] = form.watch(["kind", "draft"]);
  const read = useMemo(() => readDraft(draft), [draft]);
  const done = (id: number) => router.push(`${base}/${id}`);
  const create = useAction(createListAction, {
    form,
    success: "List created",
    onDone: ({ id }) => done(id),
  });
  const update = useAction(updateListAction, {
    form,
    success: "List saved",
    onDone: () => list && done(list.id),
  });

  async function save({ name, description }: Values) {
    const rule = kind === "dynamic" ? read.rule : null;
    if (kind === "dynamic" && !rule) return setStrict(true);
    const result = list
      ? await update.run(scope, { id: list.id, name, description, rule })
      : await create.run(scope, { name, description, kind, rule });
    if (!result.ok) setProblems(problemsIn(result.error.fieldErrors ?? {}));
  }

  return (
    <FormShell form={form} onSubmit={save}>
      <div className="grid max-w-3xl gap-5">
        <TextField control={form.control} name="name" label="Name" autoFocus={!list} maxLength={100} />
        <TextField
          control={form.control}
          name="description"
          label="Description"
          optional
          help="What the list is for. Helps people who choose lists for a page."
        />
        {list ? null : (
          <RadioField control={form.control} name="kind" label="How users are added" options={[...KINDS]} />
        )}
      </div>
      {kind === "dynamic" ? (
        <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
          <div className="grid min-w-0 gap-3">
            {strict && !read.rule ? (
              <Alert tone="danger">
                <AlertTitle>The rule is incomplete</AlertTitle>
                <AlertDescription>Each incomplete condition says what is missing.</AlertDescription>
              </Alert>
            ) : null}
            <RuleBuilder
              draft={draft}
              onChange={(next) => {
                setProblems([]);
                form.setValue("draft", next, { shouldDirty: true });
              }}
              read={read}
              known={known}
              problems={problems}
              strict={strict}
            />
          </div>
          <div className="lg:sticky lg:top-16">
            <RulePreview rule={read.rule} known={known} onProblems={setProblems} />
          </div>
        </div>
      ) : list ? null : (
        <p className="text-muted-foreground text-sm">After you create the list, add users on its page.</p>
      )}
      <FormActions
        submit={list ? "Save list" : "Create list"}
        pending={create.pending || update.pending}
        cancelHref={list ? `${base}/${list.id}` : base}
      />
    </FormShell>
  );
}

/** `rule.0.2` -> the part at that path. */
function problemsIn(errors: Readonly<Record<string, string>>): RuleProblem[] {
  return Object.entries(errors).flatMap(([name, message]) => {
    const [first, ...path] = name.split(".");
    return first === "rule" ? [{ path: path.map(Number), message }] : [];
  });
}
