import type { Option } from "@/components/query/filter-select";
import type { Choices } from "@/lib/images/schema";

/** The choices on their way to the browser, as one text: few visits look at them, and every one pays for each. */
export const writeOffers = ({ tags, uploaders }: Choices): string =>
  JSON.stringify({ tags: tags.map(({ tag, count }) => [tag, count]), uploaders });

type Sent = { tags: [string, number][]; uploaders: Choices["uploaders"] };

/** What `writeOffers` wrote, as a select offers it. */
export function readOffers(text: string): { tags: Option[]; uploaders: Option[] } {
  const { tags, uploaders } = JSON.parse(text) as Sent;
  return {
    tags: tags.map(([tag, count]) => ({ value: tag, label: `${tag} (${count})` })),
    uploaders: [{ value: "me", label: "Me" }, ...peopleIn(uploaders)],
  };
}

/** People as the text names them: by name, or by id where two have the same. */
function peopleIn(uploaders: Choices["uploaders"]): Option[] {
  const shared = (name: string) => uploaders.filter((other) => other.name === name).length > 1;
  return uploaders.map(({ id, name }) => ({ value: shared(name) ? id : name, label: name }));
}
