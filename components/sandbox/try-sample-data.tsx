"use client";

import { FlaskConical } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useAction } from "@/components/patterns/use-action";
import { useLayoutData } from "@/components/shell/layout-context";
import { Button } from "@/components/ui/button";
import { may } from "@/lib/permissions";
import { makeSandboxAction } from "@/lib/sandbox/actions";

type Props = { size?: "sm" | "default" };

/**
 * Makes the sandbox and opens its first run; leads to the sandbox once there is one. Nothing for those who may make none.
 * For empty states and pages within the frame.
 */
export function TrySampleData({ size = "default" }: Props) {
  const { organization, workspaces, permissions } = useLayoutData();
  const router = useRouter();
  const { run, pending } = useAction(makeSandboxAction, {
    onDone: ({ slug, runId }) => router.push(`/${organization.slug}/${slug}/runs/${runId}`),
  });
  const sandbox = workspaces.find(({ isSandbox }) => isSandbox);
  if (sandbox) {
    return (
      <Button asChild variant="outline" size={size}>
        <Link href={`/${organization.slug}/${sandbox.slug}`}>
          <FlaskConical aria-hidden="true" />
          Open the sandbox
        </Link>
      </Button>
    );
  }
  if (!may({ permissions }, "workspace:create")) return null;
  return (
    <Button
      variant="outline"
      size={size}
      pending={pending}
      onClick={() => void run({ org: organization.slug }, {})}
    >
      <FlaskConical aria-hidden="true" />
      Try with sample data
    </Button>
  );
}
