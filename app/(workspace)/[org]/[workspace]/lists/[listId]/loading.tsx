import { DetailPageSkeleton } from "@/components/patterns/page-skeletons";

export default DetailPageSkeleton;
