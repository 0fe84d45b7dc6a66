"use client";

import { useRouter } from "next/navigation";
import { PageForm } from "@/components/pages/page-form";
import type { CountAudience, UpdatePage } from "@/components/pages/types";
import type { PageInput } from "@/lib/pages/schema";
import type { PageListName } from "@/lib/pages/views";

type Props = {
  page: PageInput & { id: number; version: number };
  lists: readonly PageListName[];
  base: string;
  update: UpdatePage;
  count: CountAudience;
};

export function EditPage({ page, lists, base, update, count }: Props) {
  const router = useRouter();
  const { id, version, ...values } = page;
  return (
    <PageForm
      initial={values}
      lists={lists}
      submit="Save page"
      success="Page saved"
      save={(scope, input) => update(scope, { ...input, id, version })}
      onSaved={() => router.push(base)}
      count={count}
      cancelHref={base}
    />
  );
}
