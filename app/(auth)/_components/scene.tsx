import { Prints } from "@/app/(auth)/_components/prints";

/** A room under safelight: what the product is about, before a word of it is read. */
export function Scene() {
  return (
    <div className="relative flex h-full min-h-[36rem] flex-col justify-end overflow-hidden rounded-2xl bg-rail">
      <div
        aria-hidden
        className="absolute inset-0 bg-[radial-gradient(64%_58%_at_50%_16%,oklch(0.44_0.165_33/0.72),oklch(0.27_0.095_30/0.42)_52%,transparent_82%)]"
      />
      <Prints className="absolute inset-x-0 top-0 h-[78%] w-full" />
      <div className="relative grid max-w-xl gap-2 bg-[linear-gradient(to_top,var(--rail)_35%,transparent)] p-10 pt-24">
        <p className="text-balance font-semibold text-2xl leading-8 tracking-tight">
          Know who can see every private picture.
        </p>
        <p className="text-muted-foreground text-sm">
          Measured at Cloudflare, not assumed. What a click exposes is counted before the click, and every
          link has an end.
        </p>
      </div>
    </div>
  );
}
