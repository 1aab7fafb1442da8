import type { Shown } from "@/app/(dashboard)/images/(library)/stretches";
import type { Density } from "@/app/(dashboard)/images/(library)/view-options";

const fills: Record<Density, number> = { comfortable: 24, compact: 40 };

/** As many as fill a large screen: the server draws these, and the browser the rest, which was sent with them. */
export const firstWindow = (shown: Shown[], density: Density): Shown[] => shown.slice(0, fills[density]);
