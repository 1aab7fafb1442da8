import { undecodable } from "./inspect.ts";

const svgNamespace = "http://www.w3.org/2000/svg";
const embedded = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*$/i;

/** Only a place in this drawing, or a raster picture carried inside it. */
const staysInside = (link: string) => link.trim().startsWith("#") || embedded.test(link.trim());

/** Style text that may fetch something, or hides what it does behind escapes, is dropped as a whole. */
function fetches(css: string): boolean {
  if (/@import|@font-face|\\|expression\s*\(|javascript:/i.test(css)) return true;
  return [...css.matchAll(/url\(\s*(["']?)(.*?)\1\s*\)/gi)].some(([, , target = ""]) => !staysInside(target))
    ? true
    : /url\((?![^)]*\))/i.test(css);
}

let tools: Promise<Tools> | undefined;
type Tools = Awaited<ReturnType<typeof load>>;

async function load() {
  const [{ JSDOM }, { default: createPurifier }] = await Promise.all([import("jsdom"), import("dompurify")]);
  const { window } = new JSDOM("");
  const purifier = createPurifier(window);
  purifier.addHook("uponSanitizeAttribute", (_, attribute) => {
    const name = attribute.attrName.toLowerCase();
    if (/(?:^|:)href$|^src$/.test(name)) attribute.keepAttr = staysInside(attribute.attrValue);
    else if (fetches(attribute.attrValue)) attribute.keepAttr = false;
  });
  purifier.addHook("uponSanitizeElement", (node, { tagName }) => {
    if (tagName === "style" && fetches(node.textContent ?? "")) node.textContent = "";
  });
  return { window, purifier };
}

/** A drawing without scripts, links, foreign content and outside references; throws 9422 when it is no SVG. */
export async function cleanSvg(file: Buffer): Promise<string> {
  tools ??= load();
  const { window, purifier } = await tools;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(file);
  } catch {
    throw undecodable();
  }
  // The parser would replace them, and a drawing could grow without end.
  if (/<!ENTITY/i.test(text)) throw undecodable();
  try {
    const parsed = new window.DOMParser().parseFromString(text, "image/svg+xml");
    const root = parsed.documentElement;
    if (root.namespaceURI !== svgNamespace || root.localName !== "svg") throw undecodable();
    purifier.sanitize(root, {
      IN_PLACE: true,
      USE_PROFILES: { svg: true, svgFilters: true },
      ADD_TAGS: ["use"],
      FORBID_TAGS: ["a"],
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
    });
    return new window.XMLSerializer().serializeToString(root);
  } catch {
    throw undecodable(); // not well-formed, or nested deeper than the stack
  }
}
