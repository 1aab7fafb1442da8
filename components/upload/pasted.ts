/** Pictures in a paste that nobody else wants: into a field, a paste is text. */
export function pastedPictures(event: ClipboardEvent, now: Date): File[] {
  if (event.defaultPrevented || isEditable(event.target)) return [];
  const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
  return files.map((file, index) => nameByTime(file, { now, index }));
}

function isEditable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Browsers call every pasted picture image.png; the time tells them apart. */
function nameByTime(file: File, { now, index }: { now: Date; index: number }): File {
  if (file.name && !/^image\.\w+$/.test(file.name)) return file;
  const pad = (value: number) => String(value).padStart(2, "0");
  const day = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(pad).join(".");
  const extension = file.type.split("/")[1]?.replace("jpeg", "jpg") ?? "png";
  const name = `pasted ${day} at ${time}${index > 0 ? ` (${index + 1})` : ""}.${extension}`;
  return new File([file], name, { type: file.type, lastModified: now.getTime() });
}
