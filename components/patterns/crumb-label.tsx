"use client";

import { usePathname } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

type Labels = { labels: ReadonlyMap<string, string>; name: (path: string, label: string) => void };

const Crumbs = createContext<Labels>({ labels: new Map(), name: () => undefined });

/** Lets a page name its own address in the breadcrumb. */
export function CrumbLabels({ children }: { children: ReactNode }) {
  const [labels, setLabels] = useState<ReadonlyMap<string, string>>(new Map());
  const [name] = useState(() => (path: string, label: string) => {
    setLabels((current) => (current.get(path) === label ? current : new Map(current).set(path, label)));
  });
  return <Crumbs.Provider value={{ labels, name }}>{children}</Crumbs.Provider>;
}

/** Path -> the name its page gave it. */
export function useCrumbLabels(): ReadonlyMap<string, string> {
  return useContext(Crumbs).labels;
}

/** Names the current address in the breadcrumb; `PageHeader` does it with the title. */
export function CrumbLabel({ label }: { label: string }) {
  const path = usePathname();
  const { name } = useContext(Crumbs);
  useEffect(() => name(path, label), [name, path, label]);
  return null;
}
