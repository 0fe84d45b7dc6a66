"use client";

import { FileUp, Keyboard, LogOut, Monitor, Moon, Plus, Sun, UserPlus } from "lucide-react";
import { useTheme } from "next-themes";
import { signOutHere } from "@/components/account/auth-client";
import { useLayoutData } from "@/components/shell/layout-context";
import { CommandGroup, CommandItem, CommandShortcut } from "@/components/ui/command";
import { Kbd } from "@/components/ui/kbd";
import { may } from "@/lib/permissions";

type Props = { go: (href: string) => void; then: (act: () => void) => void; onKeys: () => void };

/** The actions of the command palette. */
export function PaletteActions({ go, then, onKeys }: Props) {
  const { organization, workspace, permissions, permissionsThere } = useLayoutData();
  const { setTheme } = useTheme();
  const { slug } = organization;
  const there = { permissions: permissionsThere };
  return (
    <CommandGroup heading="Actions">
      {may({ permissions }, "remote_source:create") ? (
        <CommandItem onSelect={() => go(`/${slug}/remote-sources/new`)}>
          <Plus aria-hidden="true" />
          Create a new Remote Source
        </CommandItem>
      ) : null}
      {workspace && may(there, "run:start") ? (
        <CommandItem onSelect={() => go(`/${slug}/${workspace.slug}/upload`)}>
          <FileUp aria-hidden="true" />
          Upload a CSV to {workspace.name}
        </CommandItem>
      ) : null}
      {workspace && may(there, "user:create") ? (
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
