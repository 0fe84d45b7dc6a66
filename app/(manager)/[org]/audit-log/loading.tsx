import { TablePageSkeleton } from "@/components/patterns/page-skeletons";

export default function Loading() {
  return <TablePageSkeleton />;
}
