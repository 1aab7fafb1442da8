const names = new Set(
  `
  aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown
  burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan
  darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred
  darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink
  deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold
  goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush
  lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey
  lightpink lightsalmon lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow
  lime limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen
  mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin
  navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise
  palevioletred papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red rosybrown royalblue
  saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray slategrey snow
  springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow yellowgreen
  transparent
`
    .trim()
    .split(/\s+/),
);

const hex = /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i;
const part = String.raw`(\d{1,3}(?:\.\d{1,6})?%?)`;
const share = String.raw`(\d?(?:\.\d{1,6})?|\d{1,3}(?:\.\d{1,6})?%)`;
const commas = new RegExp(
  String.raw`^rgba?\(\s*${part}\s*,\s*${part}\s*,\s*${part}\s*(?:,\s*${share}\s*)?\)$`,
  "i",
);
const spaces = new RegExp(String.raw`^rgba?\(\s*${part}\s+${part}\s+${part}\s*(?:/\s*${share}\s*)?\)$`, "i");

/** A number, or a part in a hundred of `whole`, cut to what there is. */
function amount(text: string, whole: number, unit: number): number {
  const n = text.endsWith("%") ? (Number(text.slice(0, -1)) / 100) * whole : Number(text) * unit;
  return Math.min(whole, Math.round(n));
}

/**
 * A CSS colour by name, hex digits or `rgb()`, in a spelling that every decoder reads; null when it is none of these.
 * `hsl()` and newer notations are not read.
 */
export function colourOf(css: string): string | null {
  const text = css.toLowerCase();
  if (names.has(text) || hex.test(text)) return text;
  const [, red, green, blue, alpha = "1"] = commas.exec(text) ?? spaces.exec(text) ?? [];
  if (red === undefined || green === undefined || blue === undefined || alpha === "") return null;
  const bytes = [red, green, blue].map((one) => amount(one, 255, 1));
  return `#${Buffer.from([...bytes, amount(alpha, 255, 255)]).toString("hex")}`;
}
