"use client";

import { type ErrorPageProps, ErrorProblem } from "@/components/shell/error-problem";
import { useProblemWords } from "@/components/shell/problem-words";

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return <ErrorProblem error={error} retry={retry} words={useProblemWords()} />;
}
