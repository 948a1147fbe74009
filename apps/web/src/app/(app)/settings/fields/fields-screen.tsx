"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Tag, Zap } from "lucide-react";
import { useState } from "react";
import { useMay } from "@/components/shell/shell-context.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { SearchInput } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { Table, Td, Th, Tr } from "@/components/ui/table.tsx";
import { toast, toastError } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";
import type { Field, List } from "@/lib/api-types.ts";
import { useTimes } from "@/lib/use-now.ts";

const classes: { value: Field["class"]; label: string; hint: string }[] = [
  { value: "attribute", label: "Attribute", hint: "Plain; conditions and segments may use it" },
  { value: "contact", label: "Contact data", hint: "Sealed with the person's key; shown to few" },
  { value: "restricted", label: "Restricted", hint: "Sealed, and never used to choose people" },
];

/** What each trait and event property is. What looks like contact data is held sealed until somebody decides. */
export function FieldsScreen() {
  const client = useQueryClient();
  const times = useTimes();
  const mayChange = useMay("settings.manage");
  const [search, setSearch] = useState("");
  const fields = useQuery({ queryKey: ["fields"], queryFn: ({ signal }) => api.get<List<Field>>("/fields", { signal }) });
  const decide = useMutation({
    mutationFn: ({ field, to }: { field: Field; to: Field["class"] }) =>
      api.put("/fields", { scope: field.scope, name: field.name, class: to }),
    onSuccess: async (_, { field, to }) => {
      await client.invalidateQueries({ queryKey: ["fields"] });
      void client.invalidateQueries({ queryKey: ["home"] });
      const words = classes.find((one) => one.value === to)?.label.toLowerCase() ?? to;
      toast({ title: `${field.name} is ${to === "attribute" ? "an attribute" : words} from now on` });
    },
    onError: toastError,
  });
  const words = search.trim().toLowerCase();
  const rows = (fields.data?.items ?? []).filter((field) => field.name.toLowerCase().includes(words));
  return (
    <>
      <div className="mb-3 flex flex-wrap items-start justify-between gap-4">
        <p className="max-w-160 flex-1 basis-80 text-muted">
          What each trait and event property is. Those that look like contact data are held sealed until you say what they are; a decision
          holds for what comes from now on.
        </p>
        <SearchInput
          size="compact"
          aria-label="Find fields"
          placeholder="Name"
          value={search}
          onValue={setSearch}
          frameClassName="w-full sm:w-56"
        />
      </div>
      {fields.isError && !fields.data ? (
        <ErrorState error={fields.error} onRetry={() => void fields.refetch()} />
      ) : !fields.data ? (
        <SkeletonRows rows={8} />
      ) : rows.length === 0 ? (
        words === "" ? (
          <EmptyState title="No fields yet">They appear with the first events: traits by identify, properties by track.</EmptyState>
        ) : (
          <EmptyState title={`No field is called “${search}”`} action={<Button onClick={() => setSearch("")}>Show all</Button>} />
        )
      ) : (
        <Table>
          <thead>
            <tr>
              <Th>Field</Th>
              <Th>Where</Th>
              <Th>Type</Th>
              <Th>Class</Th>
              <Th numeric>First seen</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((field) => {
              const Icon = field.scope === "trait" ? Tag : Zap;
              return (
                <Tr key={`${field.scope}:${field.name}`}>
                  <Td>
                    <span className="flex items-center gap-2.5">
                      <Icon aria-hidden className="size-4 shrink-0 stroke-[1.75] text-subtle" />
                      <span className="font-mono text-12">{field.name}</span>
                      {field.decided ? null : field.class === "attribute" ? null : <Badge tone="warn">Guessed, held</Badge>}
                    </span>
                  </Td>
                  <Td className="text-muted">{field.scope === "trait" ? "Trait of a person" : "Property of events"}</Td>
                  <Td className="text-muted">{field.type ?? "–"}</Td>
                  <Td>
                    {mayChange ? (
                      <span className="flex items-center gap-2">
                        <Select
                          size="compact"
                          quiet
                          className="w-36"
                          aria-label={`Class of ${field.name}`}
                          value={field.class}
                          onValue={(to) => decide.mutate({ field, to })}
                          options={classes}
                        />
                        {field.decided || field.class === "attribute" ? null : (
                          <Button
                            size="compact"
                            variant="quiet"
                            busy={decide.isPending && decide.variables?.field.name === field.name}
                            onClick={() => decide.mutate({ field, to: field.class })}
                          >
                            That is right
                          </Button>
                        )}
                      </span>
                    ) : (
                      classes.find((one) => one.value === field.class)?.label
                    )}
                  </Td>
                  <Td numeric className="text-muted">
                    {times.when(field.firstSeenAt)}
                  </Td>
                </Tr>
              );
            })}
          </tbody>
        </Table>
      )}
    </>
  );
}
