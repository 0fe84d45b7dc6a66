"use client";

import { ChevronsUpDown, Plus } from "lucide-react";
import Link from "next/link";
import { useLayoutData } from "@/components/shell/layout-context";
import { SwitchChoices } from "@/components/shell/switch-choices";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { cn } from "@/lib/cn";
import { initials } from "@/lib/format/person";

const ROLES = { owner: "Owner", admin: "Admin", viewer: "Viewer", guest: "Guest" } as const;

/** The current organization, with a menu of the others. */
export function OrganizationSwitch({ folded }: { folded: boolean }) {
  const { organization, organizations } = useLayoutData();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        className={cn(
          "flex h-11 shrink-0 items-center gap-2.5 rounded-md px-1 text-left transition-colors hover:bg-accent focus-visible:outline-offset-[-2px] data-[state=open]:bg-accent max-md:mr-10",
          !folded && "pr-2",
        )}
      >
        <span
          aria-hidden="true"
          className="flex size-7 shrink-0 items-center justify-center rounded-md bg-primary font-semibold text-primary-foreground text-xs"
        >
          {initials(organization.name)}
        </span>
        <span className="sr-only">{folded ? `Organization ${organization.name}.` : "Organization"}</span>
        {folded ? null : (
          <>
            <span className="grid min-w-0 flex-1 leading-tight">
              <span className="truncate font-semibold text-sm">{organization.name}</span>
              <span className="text-muted-foreground text-xs">{ROLES[organization.role]}</span>
            </span>
            <ChevronsUpDown className="size-3.5 shrink-0 text-faint" aria-hidden="true" />
          </>
        )}
        <span className="sr-only">Switch organization</span>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-56">
        <SwitchChoices
          label="Organizations"
          items={organizations}
          current={organization.slug}
          hrefOf={(slug) => `/${slug}`}
        />
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/new-organization">
            <Plus aria-hidden="true" />
            New organization
          </Link>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
