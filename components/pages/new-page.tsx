"use client";

import { useRouter } from "next/navigation";
import { PageForm } from "@/components/pages/page-form";
import type { CountAudience, CreatePage } from "@/components/pages/types";
import type { PageListName } from "@/lib/pages/views";

type Props = { lists: readonly PageListName[]; base: string; create: CreatePage; count: CountAudience };

export function NewPage({ lists, base, create, count }: Props) {
  const router = useRouter();
  return (
    <PageForm
      initial={null}
      lists={lists}
      submit="Create page"
      success="Page created"
      save={create}
      onSaved={() => router.push(base)}
      count={count}
      cancelHref={base}
    />
  );
}
