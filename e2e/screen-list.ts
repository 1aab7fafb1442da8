// Every screen and dialog that a person can meet on the full stage: photographed and checked from one list.
import type { Page } from "@playwright/test";
import { alive, press } from "./hand.ts";
import { samplePhotos } from "./seed.ts";
import type { Stage } from "./stage.ts";
import type { Viewer } from "./staged.ts";

export type Screen = {
  name: string;
  path: (stage: Stage) => string;
  /** Who looks; the owner when absent, a stranger with null. */
  as?: Viewer | null;
  /** From the page to the state that is meant. Ends when it is there. */
  open?: (page: Page) => Promise<void>;
};

export const dialogOf = (page: Page) => page.getByRole("dialog").or(page.getByRole("alertdialog"));

const main = (page: Page) => page.getByRole("main");
const dialogBy = (button: string | RegExp) => async (page: Page) => {
  await press(main(page).getByRole("button", { name: button }).first());
  await dialogOf(page).waitFor();
};
const image = (which: keyof Stage["images"]) => (stage: Stage) => `/images/${stage.images[which]}`;
const at = (path: string) => () => path;

/** Writes a link through its form; leaves its one view open. */
async function createLink(page: Page) {
  await dialogBy(/^Create link/)(page);
  await page.getByLabel("For whom").fill("Clara Nyström, Dagens Bild");
  await page.getByLabel("What for").fill("Press preview, November issue");
  await dialogOf(page).getByRole("button", { name: "Create link" }).click();
  await page.getByRole("textbox", { name: "Address of the link" }).waitFor();
}

/** A private picture's plain address, one that nobody made, and one of another account. */
async function examineStaged(page: Page) {
  const field = page.getByLabel("What was found");
  await alive(field);
  const thumb = await page.evaluate(
    async () => (await (await fetch("/images")).text()).match(/[^"\\]*darkroomthumb\?exp=\d+/)?.[0],
  );
  const plain = thumb?.replace(/\?.*/, "").replace("darkroomthumb", "public");
  const foreign =
    "https://imagedelivery.net/AbCdEfGhIjKlMnOpQrStUv/2cdc28f0-017a-49c4-9ed7-87056c839010/public";
  await field.fill(`Found on a forum:\n${plain}\n${plain}?exp=1900000000&sig=${"ab".repeat(32)}\n${foreign}`);
  await page.getByRole("button", { name: "Examine", exact: true }).click();
  await page.getByRole("heading", { name: /addresses found/ }).waitFor();
}

async function openVariantToAll(page: Page) {
  await press(page.getByRole("button", { name: "Edit public" }));
  await page.getByRole("switch", { name: /always allow public access/i }).click();
  await page.getByText(/become readable by anyone/).waitFor();
}

/** The sheet of the upload; its button is in the rail, or in the bar of a phone. */
export async function openUpload(page: Page) {
  await press(page.getByRole("button", { name: "Upload", exact: true }).filter({ visible: true }).first());
  await page.getByRole("dialog", { name: "Upload" }).waitFor();
}

async function select(page: Page) {
  await alive(main(page).getByRole("checkbox"));
  for (const index of [1, 2]) await main(page).getByRole("checkbox").nth(index).check();
  await page.getByRole("region", { name: "Selection" }).waitFor();
}

/** Two pictures for somebody, from the library's selection. */
async function shareSelection(page: Page) {
  await select(page);
  await page.keyboard.press("l");
  await page.getByLabel("For whom").fill("Clara Nyström");
  await page.getByLabel("What for").fill("Press preview, November issue");
}

/** A recipient's page in each of its states. */
const gates: Screen[] = (
  ["open", "one", "guarded", "ended", "waiting", "paused", "used", "revoked"] as const
).map((state) => ({ name: `gate-${state}`, path: ({ gates: tokens }) => `/s/${tokens[state]}`, as: null }));
gates.push({
  name: "gate-terms",
  path: ({ gates: tokens }) => `/s/${tokens.guarded}`,
  as: null,
  open: async (page) => {
    await page.getByLabel("Password", { exact: true }).fill("a quiet red lamp");
    await press(page.getByRole("button", { name: "Go on" }));
    await page.getByRole("region", { name: "Terms" }).waitFor();
  },
});
gates.push({ name: "gate-unknown", path: at("/s/AAAAAAAAAAAAAAAAAAAAAA"), as: null });
/** One of the acts that ask for something first, by its letter. */
const choose = (letter: string) => async (page: Page) => {
  await select(page);
  await page.keyboard.press(letter);
  await dialogOf(page).waitFor();
};

export const screens: Screen[] = [
  { name: "sign-in", path: at("/sign-in"), as: null },
  { name: "join", path: ({ invitation }) => `/join/${invitation}`, as: null },
  { name: "join-closed", path: at("/join/not-an-invitation"), as: null },
  { name: "exposure", path: at("/") },
  { name: "library", path: at("/images") },
  { name: "library-table", path: at("/images?view=table") },
  { name: "library-no-match", path: at("/images?q=zeppelin&exposure=open") },
  { name: "library-question", path: at("/images?q=is%3Asealed+has%3Aalt+size%3Ahuge+tag%3Apress") },
  {
    name: "library-suggestions",
    path: at("/images"),
    open: async (page) => {
      const field = main(page).getByRole("combobox", { name: "Search images" });
      await alive(field);
      await field.click();
      await page.getByRole("listbox", { name: "Suggestions" }).waitFor();
    },
  },
  {
    name: "library-look",
    path: at("/images"),
    open: async (page) => {
      const first = main(page).getByRole("list", { name: "Images" }).getByRole("link").first();
      await alive(first);
      await first.press("Space");
      await dialogOf(page).waitFor();
    },
  },
  {
    name: "library-filters",
    path: at("/images?q=is%3Aprivate+-has%3Aalt"),
    open: async (page) => {
      await press(main(page).getByRole("button", { name: "Filters" }));
      await dialogOf(page).getByRole("button", { name: "Show images" }).waitFor();
    },
  },
  {
    name: "library-views",
    path: at("/images?q=is%3Asealed"),
    open: async (page) => {
      await press(main(page).getByRole("button", { name: "Views" }));
      await dialogOf(page).getByText("Save what the library shows now").waitFor();
    },
  },
  {
    name: "library-options",
    path: at("/images?view=table"),
    open: async (page) => {
      await press(main(page).getByRole("button", { name: "View options" }));
      await page.getByRole("menu").waitFor();
    },
  },
  {
    name: "library-compact",
    path: at("/images"),
    open: async (page) => {
      await press(main(page).getByRole("button", { name: "View options" }));
      await page.getByRole("menuitemradio", { name: "Compact tiles" }).click();
      await page.keyboard.press("Escape");
    },
  },
  { name: "library-viewer", path: at("/images"), as: "viewer" },
  { name: "library-selection", path: at("/images"), open: select },
  {
    name: "library-delete",
    path: at("/images"),
    open: async (page) => {
      await select(page);
      await press(page.getByRole("region", { name: "Selection" }).getByRole("button", { name: /^Delete/ }));
      await dialogOf(page).waitFor();
    },
  },
  { name: "library-link", path: at("/images"), open: shareSelection },
  {
    name: "library-link-conditions",
    path: at("/images"),
    open: async (page) => {
      await shareSelection(page);
      await dialogOf(page).getByRole("radio", { name: "Page" }).check();
      await page.getByText("Conditions and words for the reader").click();
    },
  },
  {
    name: "library-link-created",
    path: at("/images"),
    open: async (page) => {
      await shareSelection(page);
      await dialogOf(page).getByRole("button", { name: "Create link" }).click();
      await page.getByRole("textbox", { name: "Address of the link" }).waitFor();
    },
  },
  {
    name: "library-link-pasted",
    path: at("/images"),
    open: async (page) => {
      await select(page);
      await page.keyboard.press("l");
      const list = '"Nyström, Clara" <clara@dn.example>; Tom <tom@x.example>, clara@dn.example';
      await page.getByLabel("For whom").evaluate((field, text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text", text);
        field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      }, list);
      await page.getByRole("status").filter({ hasText: "more than once" }).waitFor();
    },
  },
  {
    name: "library-link-codes",
    path: at("/images?q=is%3Asealed"),
    open: async (page) => {
      await shareSelection(page);
      await dialogOf(page).getByRole("radio", { name: "Direct addresses" }).check();
      await dialogOf(page).getByRole("button", { name: "Create link" }).click();
      await press(dialogOf(page).getByRole("button", { name: "QR codes" }));
      await page.getByLabel("Code of").selectOption({ index: 1 });
      await page.getByRole("button", { name: "Save for print" }).scrollIntoViewIfNeeded();
    },
  },
  ...gates,
  {
    name: "library-picked-elsewhere",
    path: at("/images"),
    open: async (page) => {
      await select(page);
      await page.goto("/images?q=is%3Aopen");
      await press(page.getByRole("button", { name: "Show them" }));
      await dialogOf(page).getByRole("listitem").getByRole("link").first().waitFor();
    },
  },
  {
    name: "library-out-of-sight",
    path: at("/images"),
    open: async (page) => {
      await select(page);
      await page.goto("/images?q=is%3Aopen");
      await page.getByText("None of them shown here").waitFor();
    },
  },
  { name: "library-tag", path: at("/images"), open: choose("t") },
  { name: "library-rights", path: at("/images"), open: choose("r") },
  { name: "library-collect", path: at("/images"), open: choose("c") },
  {
    name: "library-dry-run",
    path: at("/images"),
    open: async (page) => {
      await choose("t")(page);
      await page.getByLabel("Tags").fill("autumn");
      await page.getByRole("button", { name: "Show what it does" }).click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
  { name: "collections", path: at("/collections") },
  { name: "collection", path: ({ collection }) => `/collections/${collection}` },
  {
    name: "collection-move",
    path: ({ collection }) => `/collections/${collection}`,
    open: dialogBy(/^Move .*, number/),
  },
  { name: "collection-new", path: at("/collections"), open: dialogBy(/^New collection/) },
  { name: "alt-text", path: at("/alt-text") },
  { name: "duplicates", path: at("/duplicates") },
  {
    name: "duplicates-keep",
    path: at("/duplicates"),
    open: async (page) => {
      // The first one's twin is having its privacy changed, and would be left alone.
      await press(
        main(page)
          .getByRole("button", { name: /^Keep only/ })
          .last(),
      );
      await dialogOf(page).waitFor();
    },
  },
  { name: "tags", path: at("/tags") },
  { name: "tags-rename", path: at("/tags"), open: dialogBy(/^Rename press/) },
  { name: "import", path: at("/import") },
  { name: "import-viewer", path: at("/import"), as: "viewer" },
  { name: "import-begin", path: at("/import"), open: dialogBy(/^Import \d+ image/) },
  { name: "library-custom-ids", path: at("/images?q=is%3Acustom-id") },
  { name: "image-custom-id", path: image("custom") },
  { name: "image-copy", path: image("custom"), open: dialogBy(/^Copy to a private image/) },
  { name: "jobs", path: at("/jobs") },
  { name: "job", path: ({ job }) => `/jobs/${job}` },
  { name: "job-take-back", path: ({ job }) => `/jobs/${job}`, open: dialogBy("Take back") },
  { name: "image-sealed", path: image("sealed") },
  { name: "image-longest", path: image("longest") },
  { name: "image-open", path: image("open") },
  { name: "image-pending", path: image("pending") },
  { name: "image-failed", path: image("failed") },
  { name: "image-unknown", path: image("unknown") },
  {
    name: "image-edit",
    path: image("sealed"),
    open: async (page) => {
      await press(main(page).getByRole("button", { name: /^Edit/ }));
      await page.getByLabel("Alt text").waitFor();
    },
  },
  { name: "image-viewer", path: image("sealed"), as: "viewer" },
  { name: "link-dialog", path: image("sealed"), open: dialogBy(/^Create link/) },
  { name: "link-created", path: image("longest"), open: createLink },
  { name: "image-make-public", path: image("sealed"), open: dialogBy("Make public") },
  { name: "image-make-private", path: image("open"), open: dialogBy("Make private") },
  { name: "image-delete", path: image("sealed"), open: dialogBy(/^Delete image/) },
  { name: "trash", path: at("/trash") },
  { name: "trash-for-good", path: at("/trash"), open: dialogBy(/^Delete for good/) },
  { name: "image-in-trash", path: image("trashed") },
  { name: "image-not-found", path: at("/images/01890000-0000-7000-8000-000000000000") },
  { name: "links", path: at("/links") },
  {
    name: "links-views",
    path: at("/links?q=status:live+mode:gated"),
    open: async (page) => {
      await press(main(page).getByRole("button", { name: "Views" }));
      await dialogOf(page).getByText("Save what the ledger shows now").waitFor();
    },
  },
  { name: "links-viewer", path: at("/links?q=mode:gated"), as: "viewer" },
  { name: "links-recipients", path: at("/links/recipients") },
  { name: "link-page", path: ({ links }) => `/links/${links.open}` },
  { name: "link-asked", path: ({ links }) => `/links/${links.asking}` },
  { name: "link-used", path: ({ links }) => `/links/${links.used}` },
  {
    name: "link-open-again",
    path: ({ links }) => `/links/${links.used}`,
    open: dialogBy("Let it open again"),
  },
  {
    name: "link-revoke",
    path: ({ links }) => `/links/${links.open}`,
    open: dialogBy("Revoke"),
  },
  {
    name: "links-revoke-selected",
    path: at("/links"),
    open: async (page) => {
      await alive(main(page).getByRole("checkbox").filter({ visible: true }));
      await main(page).getByRole("checkbox").filter({ visible: true }).first().check();
      await press(page.getByRole("button", { name: "Revoke" }));
      await dialogOf(page).waitFor();
    },
  },
  {
    name: "links-reissue",
    path: at("/links"),
    open: async (page) => {
      const boxes = main(page).getByRole("checkbox").filter({ visible: true });
      await alive(boxes);
      for (const index of [0, 1, 2, 3]) await boxes.nth(index).check();
      await press(page.getByRole("button", { name: "Issue again" }));
      await dialogOf(page).getByRole("list", { name: "What it does" }).waitFor();
    },
  },
  { name: "link-reissue", path: ({ links }) => `/links/${links.open}`, open: dialogBy("Issue again") },
  { name: "links-no-match", path: at("/links?q=zeppelin") },
  { name: "desk", path: at("/links/desk") },
  { name: "desk-answer", path: at("/links/desk"), open: examineStaged },
  { name: "desk-entry", path: ({ link }) => `/links/desk/${link}` },
  { name: "desk-reseal", path: ({ link }) => `/links/desk/${link}`, open: dialogBy("Re-seal") },
  { name: "variants", path: at("/variants") },
  {
    name: "variant-new",
    path: at("/variants?new=1"),
    open: (page) => dialogOf(page).getByRole("switch").waitFor(),
  },
  { name: "variant-opening", path: at("/variants"), open: openVariantToAll },
  { name: "keys", path: at("/keys") },
  { name: "keys-explain", path: at("/keys"), open: dialogBy(/^Say who made it \(shopsite/) },
  { name: "keys-sign-lost", path: at("/keys"), open: dialogBy(/^Prepare new addresses/) },
  { name: "keys-spare", path: at("/keys"), open: dialogBy("Add a spare") },
  { name: "activity", path: at("/activity") },
  { name: "people", path: at("/people") },
  { name: "people-invite", path: at("/people"), open: dialogBy(/^Invite/) },
  { name: "people-disable", path: at("/people"), open: dialogBy("Disable Li Wei") },
  {
    name: "settings",
    path: at("/settings"),
    open: async (page) => {
      await press(page.getByRole("button", { name: "Check the connection" }));
      await page.getByText(/Everything holds|attention\./).waitFor();
    },
  },
  { name: "settings-password", path: at("/settings"), open: dialogBy(/password/i) },
  { name: "no-permission", path: at("/people"), as: "viewer" },
  { name: "not-found", path: at("/nothing/here") },
  { name: "upload-empty", path: at("/"), open: openUpload },
  {
    name: "upload-here",
    path: at("/"),
    open: async (page) => {
      await openUpload(page);
      const files = samplePhotos()
        .slice(0, 2)
        .map(({ name, bytes }) => ({ name: `${name} again.jpg`, mimeType: "image/jpeg", buffer: bytes }));
      await page.locator('input[type="file"]').first().setInputFiles(files);
      const use = dialogOf(page).getByRole("button", { name: /^Use the existing one/ });
      await use.nth(1).waitFor();
      await use.first().click();
    },
  },
  {
    name: "palette",
    path: at("/"),
    open: async (page) => {
      await alive(main(page).getByRole("button").first());
      await page.keyboard.press("ControlOrMeta+k");
      await dialogOf(page).waitFor();
    },
  },
];

/** Waits until the page stands still: drawn, its pictures there, its letters too. */
export async function settled(page: Page) {
  await page.waitForFunction(() => {
    const pictures = [...document.images].filter((picture) => {
      const { top, bottom } = picture.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    });
    const busy = document.querySelector('main [aria-busy="true"]');
    return document.readyState === "complete" && !busy && pictures.every((picture) => picture.complete);
  });
  await page.evaluate(() => document.fonts.ready);
}
