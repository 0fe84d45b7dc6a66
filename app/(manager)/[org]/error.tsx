"use client";

import { type ErrorPageProps, ErrorProblem } from "@/components/shell/error-problem";
import { useLayoutData } from "@/components/shell/layout-context";

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const { support } = useLayoutData();
  return <ErrorProblem error={error} retry={retry} support={support} />;
}
