"use client";

import { useParams } from "next/navigation";
import type { WorkspaceScope } from "@/lib/action";

/** The slugs of the address, as the first argument of every action. `workspace` is empty outside a workspace. */
export function useScope(): WorkspaceScope {
  const params = useParams();
  return { org: slug(params.org), workspace: slug(params.workspace) };
}

function slug(value: string | string[] | undefined): string {
  return typeof value === "string" ? value : "";
}
