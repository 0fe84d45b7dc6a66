"use client";

import { useRouter } from "next/navigation";
import { PageForm } from "@/components/pages/page-form";
import { createPageAction } from "@/lib/pages/actions";
import type { PageListName } from "@/lib/pages/views";

type Props = { lists: readonly PageListName[]; base: string };

export function NewPage({ lists, base }: Props) {
  const router = useRouter();
  return (
    <PageForm
      initial={null}
      lists={lists}
      submit="Create page"
      success="Page created"
      save={createPageAction}
      onSaved={() => router.push(base)}
      cancelHref={base}
    />
  );
}
