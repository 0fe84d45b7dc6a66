"use client";

import { useParams } from "next/navigation";
import type { WorkspaceScope } from "@/lib/action";

/** The slugs in the address, the first argument of every action. `workspace` is "" outside a workspace. */
export function useScope(): WorkspaceScope {
  const params = useParams();
  return { org: slug(params.org), workspace: slug(params.workspace) };
}

function slug(value: string | string[] | undefined): string {
  return typeof value === "string" ? value : "";
}
