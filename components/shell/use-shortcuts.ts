"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { useLayoutData } from "@/components/shell/layout-context";
import { managerNav, type NavItem, workspaceNav } from "@/components/shell/nav";

const SEQUENCE_MS = 1200;

type Handlers = { onSearch: () => void; onKeys: () => void; onFold: () => void };

/** Every page that `g` and a letter can open from here. */
export function useDestinations(): NavItem[] {
  const { organization, workspace, permissions, permissionsThere } = useLayoutData();
  const { slug } = organization;
  const inWorkspace = workspace
    ? workspaceNav(slug, workspace.slug, permissionsThere).flatMap((group) => group.items)
    : [];
  return [...managerNav(slug, permissions), ...inWorkspace];
}

/** ⌘K searches, `?` lists the shortcuts, `[` collapses the menu, `g` and a letter open a page. */
export function useShortcuts(handlers: Handlers): void {
  const router = useRouter();
  const destinations = useDestinations();
  const gAt = useRef(0);

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      handlers.onSearch();
      return;
    }
    if (event.metaKey || event.ctrlKey || event.altKey || event.repeat || isBusy(event)) return;
    const afterG = Date.now() - gAt.current < SEQUENCE_MS;
    gAt.current = 0;
    const target = afterG ? destinations.find((item) => item.key === event.key.toLowerCase()) : undefined;
    if (target) router.push(target.href);
    else if (event.key === "g") gAt.current = Date.now();
    else if (event.key === "?") handlers.onKeys();
    else if (event.key === "[") handlers.onFold();
    else return;
    event.preventDefault();
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

/** Shortcuts are off while a field, dialog or menu has the keyboard. */
function isBusy(event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (
    target?.isContentEditable ||
    target?.closest("input, textarea, select, [role=combobox], [role=listbox]")
  ) {
    return true;
  }
  return document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null;
}
