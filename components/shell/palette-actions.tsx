"use client";

import { FileUp, Keyboard, LogOut, Monitor, Moon, Plus, Sun, UserPlus } from "lucide-react";
import { useTheme } from "next-themes";
import { signOutHere } from "@/components/account/auth-client";
import { useLayoutData } from "@/components/shell/layout-context";
import { CommandGroup, CommandItem, CommandShortcut } from "@/components/ui/command";
import { Kbd } from "@/components/ui/kbd";
import { roleMay } from "@/lib/permissions";

type Props = { go: (href: string) => void; then: (act: () => void) => void; onKeys: () => void };

/** The actions of the command palette. */
export function PaletteActions({ go, then, onKeys }: Props) {
  const { organization, workspace } = useLayoutData();
  const { setTheme } = useTheme();
  const { slug, role } = organization;
  return (
    <CommandGroup heading="Actions">
      {roleMay(role, "remote_source:create") ? (
        <CommandItem onSelect={() => go(`/${slug}/remote-sources/new`)}>
          <Plus aria-hidden="true" />
          Create a new Remote Source
        </CommandItem>
      ) : null}
      {workspace && roleMay(role, "run:start") ? (
        <CommandItem onSelect={() => go(`/${slug}/${workspace.slug}/upload`)}>
          <FileUp aria-hidden="true" />
          Upload a CSV to {workspace.name}
        </CommandItem>
      ) : null}
      {workspace && roleMay(role, "user:create") ? (
        <CommandItem onSelect={() => go(`/${slug}/${workspace.slug}/users/new`)}>
          <UserPlus aria-hidden="true" />
          Add a user to {workspace.name}
        </CommandItem>
      ) : null}
      <CommandItem onSelect={() => then(() => setTheme("light"))}>
        <Sun aria-hidden="true" />
        Use light theme
      </CommandItem>
      <CommandItem onSelect={() => then(() => setTheme("dark"))}>
        <Moon aria-hidden="true" />
        Use dark theme
      </CommandItem>
      <CommandItem onSelect={() => then(() => setTheme("system"))}>
        <Monitor aria-hidden="true" />
        Use system theme
      </CommandItem>
      <CommandItem onSelect={() => then(onKeys)} className="max-md:hidden">
        <Keyboard aria-hidden="true" />
        Show keyboard shortcuts
        <CommandShortcut>
          <Kbd>?</Kbd>
        </CommandShortcut>
      </CommandItem>
      <CommandItem onSelect={() => then(() => void signOutHere())}>
        <LogOut aria-hidden="true" />
        Sign out
      </CommandItem>
    </CommandGroup>
  );
}
