import type { ComponentType } from "react";
import { ExposureWaiting } from "@/app/(dashboard)/(exposure)/waiting";
import { ActivityWaiting } from "@/app/(dashboard)/activity/waiting";
import { AltTextWaiting } from "@/app/(dashboard)/alt-text/waiting";
import { CollectionsWaiting } from "@/app/(dashboard)/collections/waiting";
import { DuplicatesWaiting } from "@/app/(dashboard)/duplicates/waiting";
import { LibraryWaiting } from "@/app/(dashboard)/images/(library)/waiting";
import { ImageWaiting } from "@/app/(dashboard)/images/[imageId]/waiting";
import { ImportWaiting } from "@/app/(dashboard)/import/waiting";
import { JobsWaiting } from "@/app/(dashboard)/jobs/waiting";
import { KeysWaiting } from "@/app/(dashboard)/keys/waiting";
import { LinksWaiting } from "@/app/(dashboard)/links/(ledger)/waiting";
import { TakeBackWaiting } from "@/app/(dashboard)/links/desk/[linkId]/waiting";
import { DeskWaiting } from "@/app/(dashboard)/links/desk/waiting";
import { PeopleWaiting } from "@/app/(dashboard)/people/waiting";
import { SettingsWaiting } from "@/app/(dashboard)/settings/waiting";
import { TagsWaiting } from "@/app/(dashboard)/tags/waiting";
import { TrashWaiting } from "@/app/(dashboard)/trash/waiting";
import { VariantsWaiting } from "@/app/(dashboard)/variants/waiting";

/** Each screen's waiting room, by its path. What has none keeps the screen before. */
const rooms: [RegExp, ComponentType][] = [
  [/^\/$/, ExposureWaiting],
  [/^\/images$/, LibraryWaiting],
  [/^\/images\/[^/]+$/, ImageWaiting],
  [/^\/collections$/, CollectionsWaiting],
  [/^\/tags$/, TagsWaiting],
  [/^\/alt-text$/, AltTextWaiting],
  [/^\/duplicates$/, DuplicatesWaiting],
  [/^\/jobs$/, JobsWaiting],
  [/^\/trash$/, TrashWaiting],
  [/^\/import$/, ImportWaiting],
  [/^\/links$/, LinksWaiting],
  [/^\/links\/desk$/, DeskWaiting],
  [/^\/links\/desk\/[^/]+$/, TakeBackWaiting],
  [/^\/variants$/, VariantsWaiting],
  [/^\/keys$/, KeysWaiting],
  [/^\/activity$/, ActivityWaiting],
  [/^\/people$/, PeopleWaiting],
  [/^\/settings$/, SettingsWaiting],
];

/** The waiting room of a path, or null. */
export const waitingRoomOf = (pathname: string): ComponentType | null =>
  rooms.find(([path]) => path.test(pathname))?.[1] ?? null;
