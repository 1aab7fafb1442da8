import { inspect } from "node:util";

/**
 * A signing key with its value. One key signs every link of the account, so the value hides: printing,
 * JSON and a careless spread show the name only, and React refuses to send an instance to a browser.
 */
export class KeyMaterial {
  readonly name: string;
  readonly #value: string;

  constructor(name: string, value: string) {
    this.name = name;
    this.#value = value;
  }

  get value(): string {
    return this.#value;
  }

  toJSON(): { name: string; value: string } {
    return { name: this.name, value: "[secret]" };
  }

  [inspect.custom](): string {
    return `KeyMaterial { name: ${JSON.stringify(this.name)}, value: [secret] }`;
  }
}
