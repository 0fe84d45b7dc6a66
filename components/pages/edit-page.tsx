"use client";

import { useRouter } from "next/navigation";
import { PageForm } from "@/components/pages/page-form";
import { updatePageAction } from "@/lib/pages/actions";
import type { PageInput } from "@/lib/pages/schema";
import type { PageListName } from "@/lib/pages/views";

type Props = {
  page: PageInput & { id: number; version: number };
  lists: readonly PageListName[];
  base: string;
};

export function EditPage({ page, lists, base }: Props) {
  const router = useRouter();
  const { id, version, ...values } = page;
  return (
    <PageForm
      initial={values}
      lists={lists}
      submit="Save page"
      success="Page saved"
      save={(scope, input) => updatePageAction(scope, { ...input, id, version })}
      onSaved={() => router.push(base)}
      cancelHref={base}
    />
  );
}
