import { expect, it } from "vitest";
import { checkDraft, startDraft } from "@/app/(dashboard)/variants/draft";

const card = {
  id: "card",
  fit: "cover",
  width: 1600,
  height: 800,
  metadata: "keep",
  alwaysPublic: false,
  own: false,
  liveLinks: 0,
  checkedAt: new Date(0),
};

it("starts an edit with what is there", () => {
  const draft = startDraft({ variant: { ...card, height: null } });
  expect(draft).toEqual({
    id: "card",
    fit: "cover",
    width: "1600",
    height: "",
    metadata: "keep",
    alwaysPublic: false,
  });
  expect(checkDraft(draft, []).problems).toEqual({ height: "At least 1 pixel." });
});

it("offers a smaller public one of the same shape, without metadata", () => {
  const draft = startDraft({ smallerThan: card });
  expect(draft).toMatchObject({
    id: "cardpreview",
    width: "320",
    height: "160",
    metadata: "none",
    alwaysPublic: true,
  });
  expect(startDraft({ smallerThan: { ...card, width: 200, height: 100 } })).toMatchObject({
    width: "100",
    height: "50",
  });
});

it.each([
  ["", "Give it a name"],
  ["big-one", "Letters and digits"],
  ["card", "already"],
])("refuses the name %j", (id, message) => {
  const { clean, problems } = checkDraft({ ...startDraft({}), id }, ["card"]);
  expect(problems.id).toContain(message);
  expect(clean).toBeNull();
});

it.each(["0", "-3", "10000", "1.5", "wide", ""])("refuses the side %j", (width) => {
  const { clean, problems } = checkDraft({ ...startDraft({}), id: "card2", width }, []);
  expect(problems.width).toMatch(/./);
  expect(clean).toBeNull();
});

it("hands numbers to the server", () => {
  expect(checkDraft({ ...startDraft({}), id: "card2" }, ["card"]).clean).toMatchObject({
    width: 800,
    height: 800,
  });
});
