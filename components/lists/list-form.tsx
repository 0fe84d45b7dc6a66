"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import type { ReadList, TypedList } from "@/components/lists/list-shape";
import { deferred, useDeferred } from "@/components/patterns/deferred";
import { FormActions } from "@/components/patterns/form-actions";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { RadioField } from "@/components/patterns/radio-field";
import { sayUnreachable } from "@/components/patterns/say-unreachable";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Skeleton } from "@/components/ui/skeleton";
import { createListAction, updateListAction } from "@/lib/lists/actions";
import type { ListDetail } from "@/lib/lists/views";
import type { RuleProblem } from "@/lib/rules/problems";
import type { Vocabulary } from "@/lib/rules/vocabulary";

const resolver = lazyResolver(async () => (await import("@/components/lists/list-shape")).listShape);
const ruleFields = deferred(async () => (await import("@/components/lists/builder/rule-fields")).RuleFields);

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
  const form = useForm<TypedList, unknown, ReadList>({
    resolver,
    defaultValues: {
      name: list?.name ?? "",
      description: list?.description ?? "",
      kind: list?.kind ?? "dynamic",
      saved: list?.rule ?? null,
      draft: null,
    },
  });
  const [kind, saved, draft] = form.watch(["kind", "saved", "draft"]);
  const RuleFields = useDeferred(ruleFields, kind === "dynamic", sayUnreachable);
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

  async function save({ name, description, kind, rule }: ReadList) {
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
        RuleFields ? (
          <RuleFields
            saved={saved}
            draft={draft}
            onChange={(next) => {
              setProblems([]);
              form.setValue("draft", next, { shouldDirty: true });
            }}
            known={known}
            problems={problems}
            onProblems={setProblems}
            strict={strict}
          />
        ) : (
          <Skeleton className="h-40" />
        )
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
