"use client";

import { type ErrorPageProps, ErrorProblem } from "@/components/shell/error-problem";

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return <ErrorProblem error={error} retry={retry} />;
}
