import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { openWorld } from "@/lib/testing";

const world = openWorld();
const { bookGuess, delayAfter, forgetGuesses, forgetOldGuesses } = await import("@/lib/auth/throttle");

describe("guessing", () => {
  let email: string;
  beforeEach(() => {
    email = `${crypto.randomUUID()}@example.test`;
  });
  const guess = (address: string = crypto.randomUUID()) => bookGuess(email, address);
  const later = (seconds: number) => {
    world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000);
  };

  it("is free four times, then costs a delay that doubles", async () => {
    for (let count = 0; count < 5; count++) expect(await guess()).toBe(0);
    expect(await guess()).toBe(5);
    later(5);
    expect(await guess()).toBe(0);
    expect(await guess()).toBe(10);
  });

  it("counts a hundred at once one by one", async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => guess()));
    expect(answers.filter((wait) => wait === 0)).toHaveLength(5);
  });

  it("lets at most fifty through in a day", async () => {
    let through = 0;
    for (let spent = 0; spent < 86_400; ) {
      const wait = await guess();
      if (wait === 0) through++;
      later(wait || 1);
      spent += wait || 1;
    }
    expect(through).toBeLessThanOrEqual(50);
  });

  it("forgets after the right password, and after a quiet day", async () => {
    for (let count = 0; count < 6; count++) await guess();
    await forgetGuesses(email, "127.0.0.1");
    expect(await guess()).toBe(0);
    for (let count = 0; count < 6; count++) await guess();
    later(90_000);
    for (let count = 0; count < 5; count++) expect(await guess()).toBe(0);
  });

  it("slows one address that tries many accounts", async () => {
    const address = crypto.randomUUID();
    const waits: number[] = [];
    for (let count = 0; count < 60; count++)
      waits.push(await bookGuess(`${crypto.randomUUID()}@example.test`, address));
    expect(waits.slice(0, 49).every((wait) => wait === 0)).toBe(true);
    expect(waits.at(-1)).toBeGreaterThan(0);
  });

  it("does not count right passwords against an address, and forgives it no wrong ones", async () => {
    const address = crypto.randomUUID();
    const wrong = () => bookGuess(`${crypto.randomUUID()}@example.test`, address);
    for (let count = 0; count < 60; count++) {
      expect(await guess(address)).toBe(0);
      await forgetGuesses(email, address);
    }
    for (let count = 0; count < 49; count++) expect(await wrong()).toBe(0);
    expect(await guess(address)).toBe(0);
    await forgetGuesses(email, address);
    expect(await wrong()).toBe(0);
    expect(await wrong()).toBeGreaterThan(0);
  });

  it("lets one who has to wait lock nobody else out", async () => {
    const address = crypto.randomUUID();
    for (let count = 0; count < 60; count++) await bookGuess(`${crypto.randomUUID()}@example.test`, address);
    for (let count = 0; count < 20; count++) expect(await guess(address)).toBeGreaterThan(0);
    expect(await guess()).toBe(0);
  });

  it("leaves nothing behind after a quiet day", async () => {
    await guess();
    later(90_000);
    await guess("still here");
    await forgetOldGuesses();
    expect(await db().signInThrottle.count()).toBe(2);
  });

  it("never waits longer than an hour", () => {
    expect(delayAfter(4, 5)).toBe(0);
    expect(delayAfter(5, 5)).toBe(5);
    expect(delayAfter(500, 5)).toBe(3600);
  });
});
