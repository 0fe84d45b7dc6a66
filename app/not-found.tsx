import type { Metadata } from "next";
import { NotFoundProblem } from "@/components/shell/not-found-problem";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return <NotFoundProblem alone />;
}
