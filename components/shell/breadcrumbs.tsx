"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Fragment } from "react";
import { useCrumbLabels } from "@/components/patterns/crumb-label";
import { crumbsFor } from "@/components/shell/crumbs";
import { useLayoutData } from "@/components/shell/layout-context";
import {
  Breadcrumb,
  BreadcrumbItem,
  BreadcrumbLink,
  BreadcrumbList,
  BreadcrumbPage,
  BreadcrumbSeparator,
} from "@/components/ui/breadcrumb";

/** The path of the current page. On a phone, only its last part fits. */
export function Breadcrumbs() {
  const pathname = usePathname();
  const crumbs = crumbsFor(pathname, useLayoutData(), useCrumbLabels());
  return (
    <Breadcrumb>
      <BreadcrumbList>
        {crumbs.map((crumb, index) => {
          const last = index === crumbs.length - 1;
          return (
            <Fragment key={crumb.href}>
              <BreadcrumbItem className={last ? undefined : "max-sm:hidden"}>
                {last ? (
                  <BreadcrumbPage dir="auto">{crumb.label}</BreadcrumbPage>
                ) : (
                  <BreadcrumbLink asChild>
                    <Link href={crumb.href} dir="auto">
                      {crumb.label}
                    </Link>
                  </BreadcrumbLink>
                )}
              </BreadcrumbItem>
              {last ? null : <BreadcrumbSeparator className="max-sm:hidden" />}
            </Fragment>
          );
        })}
      </BreadcrumbList>
    </Breadcrumb>
  );
}
