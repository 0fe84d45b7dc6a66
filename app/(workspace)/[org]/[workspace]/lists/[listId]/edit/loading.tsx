import { FormPageSkeleton } from "@/components/patterns/page-skeletons";

export default FormPageSkeleton;
