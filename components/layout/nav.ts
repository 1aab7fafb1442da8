/** The screens, in the order of the rail. The layout passes on those that the role may see. */
export const screens = [
  { id: "exposure", href: "/", label: "Exposure", says: "Who can see what, now" },
  { id: "library", href: "/images", label: "Library", says: "Every image" },
  { id: "collections", href: "/collections", label: "Collections", says: "Images that belong together" },
  { id: "tags", href: "/tags", label: "Tags", says: "Rename and merge them" },
  { id: "alt-text", href: "/alt-text", label: "Missing alt text", says: "Write it through a list" },
  {
    id: "duplicates",
    href: "/duplicates",
    label: "Duplicates",
    says: "Files that are stored more than once",
  },
  { id: "jobs", href: "/jobs", label: "Jobs", says: "What was done to many images, and taking it back" },
  { id: "trash", href: "/trash", label: "Trash", says: "What was deleted, and until when it can come back" },
  { id: "import", href: "/import", label: "Import", says: "Bring in what Cloudflare already holds" },
  { id: "links", href: "/links", label: "Links", says: "Who holds access, and until when" },
  {
    id: "desk",
    href: "/links/desk",
    label: "Leak desk",
    says: "Paste a leaked address: who holds it, what to do",
  },
  { id: "variants", href: "/variants", label: "Variants", says: "Sizes, and which are always public" },
  { id: "keys", href: "/keys", label: "Keys", says: "Signing keys and what hangs on them" },
  { id: "activity", href: "/activity", label: "Activity", says: "Who did what, when" },
  { id: "people", href: "/people", label: "People", says: "Accounts and roles" },
  { id: "settings", href: "/settings", label: "Settings", says: "This installation and your password" },
] as const;

export type ScreenId = (typeof screens)[number]["id"];
export type NavItem = { id: ScreenId; href: string; label: string; says?: string };

/** Reached from the library, the palette and the phone's sheet; the rail keeps to the daily screens. */
export const beyondRail: readonly ScreenId[] = [
  "tags",
  "alt-text",
  "duplicates",
  "jobs",
  "trash",
  "import",
  "settings",
];

const isWithin = (pathname: string, href: string) => pathname === href || pathname.startsWith(`${href}/`);

/** Whether an address lies on a screen. Exposure is the root, so only exactly; a screen inside another is its own. */
export function isOn(pathname: string, href: string): boolean {
  if (href === "/") return pathname === "/";
  const inner = screens.some(
    (screen) => screen.href !== href && isWithin(screen.href, href) && isWithin(pathname, screen.href),
  );
  return isWithin(pathname, href) && !inner;
}

/** Said by the buttons of the shell; the islands that do the work listen. */
export const shellEvents = { upload: "darkroom:upload", palette: "darkroom:palette" } as const;

/** Remembers the rail: `folded` or `open`; absent, the window's width decides. */
export const railCookie = "darkroom-rail";
export type RailState = "auto" | "folded" | "open";
