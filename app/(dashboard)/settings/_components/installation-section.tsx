import Link from "next/link";
import type { ReactNode } from "react";
import { Section } from "@/app/(dashboard)/settings/_components/section";
import { CopyButton } from "@/components/copy-button";
import { Fact, FactList } from "@/components/fact-list";
import { Time } from "@/components/time";
import type { InstallationFacts } from "@/lib/installation/schema";

/** Which account, and over which hosts. The token is in the environment and on no screen. */
export function InstallationSection({ facts, usage }: { facts: InstallationFacts; usage: ReactNode }) {
  const { accountId, accountHash, apiUrl, uploadUrl, deliveryUrl, createdAt } = facts;
  return (
    <Section
      id="installation"
      title="This installation"
      sentence="Set by environment variables where Darkroom is deployed. Secrets are never shown."
    >
      <FactList>
        <Fact
          label="Stored images"
          action={
            <Link href="/import" className="hit-area shrink-0 text-meta underline underline-offset-4">
              Import what is there
            </Link>
          }
        >
          {usage}
        </Fact>
        <Fact
          label="Account id"
          action={<CopyButton iconOnly value={accountId} label="Copy the account id" />}
        >
          <Code>{accountId}</Code>
        </Fact>
        <Fact
          label="Account hash"
          action={<CopyButton iconOnly value={accountHash} label="Copy the account hash" />}
        >
          <Code>{accountHash}</Code>
        </Fact>
        <Fact label="Pictures from">
          <Code>{deliveryUrl}</Code>
        </Fact>
        <Fact label="Uploads to">
          <Code>{uploadUrl}</Code>
        </Fact>
        <Fact label="API">
          <Code>{apiUrl}</Code>
        </Fact>
        {createdAt && (
          <Fact label="Set up">
            <Time value={createdAt} show="day" />
          </Fact>
        )}
      </FactList>
    </Section>
  );
}

const Code = ({ children }: { children: string }) => (
  <code className="break-all font-mono text-xs">{children}</code>
);
