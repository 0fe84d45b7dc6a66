"use client";

import { type ComponentProps, useEffect, useRef, useState } from "react";

/** What may be wider or higher than its place. While it scrolls it can be focused, so that arrow keys scroll it. */
export function ScrollRegion({ children, ...props }: ComponentProps<"div">) {
  const ref = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const region = ref.current;
    if (!region) return;
    const measure = () =>
      setScrolls(region.scrollWidth > region.clientWidth || region.scrollHeight > region.clientHeight);
    const observer = new ResizeObserver(measure);
    observer.observe(region);
    for (const child of region.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={ref} {...(scrolls ? { tabIndex: 0 } : {})} {...props}>
      {children}
    </div>
  );
}
