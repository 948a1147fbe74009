"use client";
import { Eye, EyeOff, Fingerprint, Mail, Phone, User } from "lucide-react";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { CopyId } from "@/components/ui/copy.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Tooltip } from "@/components/ui/tooltip.tsx";
import type { Person } from "@/lib/api-types.ts";
import { timeOf } from "@/lib/format.ts";
import { countryName, languageName } from "@/lib/places.ts";
import { useTimes } from "@/lib/use-now.ts";

const suppressedWords: Record<string, string> = {
  "hard-bounce": "bounced: the address does not exist or refuses all mail",
  complaint: "reported a message as spam",
  objection: "objected to marketing",
  manual: "put on the suppression list by the team",
};

function Identifier({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap text-muted [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:stroke-[1.75] [&>svg]:text-subtle">
      {[icon, children]}
    </span>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-12 text-muted">{label}</dt>
      <dd className="font-medium whitespace-nowrap">{children}</dd>
    </div>
  );
}

/** The name where it is known and may be seen, else the next best thing to call somebody. */
export function titleOf(person: Person): string {
  return person.name ?? person.userId ?? person.hint ?? "Somebody without a name";
}

export function PersonHead({ person, onReveal }: { person: Person; onReveal?: (() => void) | undefined }) {
  const times = useTimes();
  const points = person.points.filter((point) => point.active);
  const userId = person.identities.find((identity) => identity.kind === "user_id")?.value;
  const anonymous = person.identities.find((identity) => identity.kind === "anonymous_id");
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-3 border-b border-line px-4 py-4 sm:px-8">
      <Avatar name={person.name ?? "?"} size="large" className="max-sm:hidden" />
      <div className="min-w-0 flex-1 basis-80">
        <div className="flex min-h-7 flex-wrap items-center gap-2">
          <p className="min-w-0 truncate text-20 font-semibold">{titleOf(person)}</p>
          {person.country ? <Badge>{countryName(person.country)}</Badge> : null}
        </div>
        <div className="mt-1 flex min-h-6 flex-wrap items-center gap-x-4 gap-y-1">
          {points.map((point, index) => (
            <Identifier
              key={point.id}
              icon={point.kind === "email" ? <Mail key="icon" aria-label="E-mail" /> : <Phone key="icon" aria-label="Phone" />}
            >
              <span key="value" className="max-w-72 truncate">
                {point.value ?? point.hint}
              </span>
              {point.suppressed ? (
                <Tooltip
                  content={`Since ${times.when(point.suppressed.at)}: ${suppressedWords[point.suppressed.reason] ?? point.suppressed.reason}`}
                >
                  <button type="button" className="rounded-chip">
                    <Badge tone="bad">Suppressed</Badge>
                  </button>
                </Tooltip>
              ) : null}
              {index === 0 && onReveal ? (
                <IconButton
                  key="reveal"
                  size="tiny"
                  label={person.revealed ? "Hide contact fields" : "Show contact fields; this is logged"}
                  onClick={onReveal}
                  className="-ml-1"
                >
                  {person.revealed ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
                </IconButton>
              ) : null}
            </Identifier>
          ))}
          {points.length === 0 ? <span className="text-subtle">No e-mail address and no phone number</span> : null}
          {userId ? (
            <Identifier icon={<User key="icon" aria-label="User id" />}>
              <CopyId key="value" id={userId} label="Copy the user id" className="max-w-56 px-0" />
            </Identifier>
          ) : null}
          {anonymous && anonymous.count > 0 ? (
            <Identifier icon={<Fingerprint key="icon" aria-hidden />}>
              <span key="value">{anonymous.count} anonymous</span>
            </Identifier>
          ) : null}
        </div>
      </div>
      <dl className="flex flex-wrap gap-x-6 gap-y-2">
        <Fact label="Local time">
          {person.timeZone ? (
            <>
              {timeOf(new Date(times.now).toISOString(), person.timeZone)}{" "}
              <span className="text-12 font-normal text-subtle">{person.timeZone}</span>
            </>
          ) : (
            <span className="font-normal text-subtle">Zone not known</span>
          )}
        </Fact>
        {person.locale ? <Fact label="Language">{languageName(person.locale)}</Fact> : null}
        <Fact label="Last seen">{person.lastSeenAt ? times.when(person.lastSeenAt) : "–"}</Fact>
        <Fact label="Known since">{times.when(person.firstSeenAt ?? person.createdAt).replace(/ \d\d:\d\d$/, "")}</Fact>
      </dl>
    </div>
  );
}
