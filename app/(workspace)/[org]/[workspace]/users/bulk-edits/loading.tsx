import { TablePageSkeleton } from "@/components/patterns/page-skeletons";

export default TablePageSkeleton;
