import { expect, it } from "vitest";
import { readAnswer } from "@/components/sign-in";

const at = (error: string) => `http://127.0.0.1:3000/sign-in?error=${encodeURIComponent(error)}`;

it.each([
  ["a session", 200, "http://127.0.0.1:3000/", "in"],
  ["a wrong pair", 401, at("CredentialsSignin"), "wrong"],
  ["too many guesses", 401, at("wait:40"), { waitSeconds: 40 }],
  ["something of ours that broke", 401, at("connect ECONNREFUSED"), "failed"],
  ["a waiting time that is no number", 401, at("wait:soon"), "failed"],
  ["no address", 500, undefined, "failed"],
  ["a refused form", 403, "http://127.0.0.1:3000/api/auth/signin?csrf=true", "failed"],
] as const)("reads %s", (_, status, url, answer) => expect(readAnswer(status, url)).toEqual(answer));
