"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, KeyRound, Plus, UserCheck, UserX } from "lucide-react";
import { useState } from "react";
import { PasswordLinkDialog, PasswordLinkShown } from "@/app/(app)/settings/members/password-link-dialog.tsx";
import { NewPasswordField } from "@/components/new-password-field.tsx";
import { useMay } from "@/components/shell/shell-context.tsx";
import { Avatar } from "@/components/ui/avatar.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Confirm } from "@/components/ui/dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { FormDialog, fieldProblem } from "@/components/ui/form-dialog.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Menu, MenuItem } from "@/components/ui/menu.tsx";
import { Select } from "@/components/ui/select.tsx";
import { ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { Table, Td, Th, Tr } from "@/components/ui/table.tsx";
import { toast, toastError } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";
import type { List, Member, PasswordLink } from "@/lib/api-types.ts";
import { useTimes } from "@/lib/use-now.ts";

type Role = "owner" | "marketer";

const roles: { value: Role; label: string; hint: string }[] = [
  { value: "owner", label: "Owner", hint: "Everything, with settings, keys and members" },
  { value: "marketer", label: "Marketer", hint: "Journeys, messages and people" },
];

export function MembersScreen() {
  const client = useQueryClient();
  const times = useTimes();
  const mayChange = useMay("member.manage");
  const [adding, setAdding] = useState(false);
  const [disabling, setDisabling] = useState<Member>();
  const [linking, setLinking] = useState<Member>();
  const [link, setLink] = useState<{ member: Member; made: PasswordLink }>();
  const members = useQuery({ queryKey: ["members"], queryFn: ({ signal }) => api.get<List<Member>>("/members", { signal }) });
  const refresh = () => client.invalidateQueries({ queryKey: ["members"] });
  const role = useMutation({
    mutationFn: ({ member, to }: { member: Member; to: Role }) => api.put(`/members/${member.id}/role`, { role: to }),
    onSuccess: async (_, { member, to }) => {
      await refresh();
      toast({ title: `${member.name} is ${to === "owner" ? "an owner" : "a marketer"} from their next click on` });
    },
    onError: toastError,
  });
  return (
    <>
      <div className="mb-3 flex items-start gap-4">
        <p className="max-w-160 text-muted">
          Who works here. A changed role and a disabled member take effect at once, open sessions included.
        </p>
        {mayChange ? (
          <Button variant="primary" className="ml-auto" onClick={() => setAdding(true)}>
            <Plus aria-hidden /> Add a member
          </Button>
        ) : null}
      </div>
      {members.isError && !members.data ? (
        <ErrorState error={members.error} onRetry={() => void members.refetch()} />
      ) : !members.data ? (
        <SkeletonRows rows={3} />
      ) : (
        <Table>
          <thead>
            <tr>
              <Th>Name</Th>
              <Th>E-mail</Th>
              <Th>Role</Th>
              <Th>Since</Th>
              <Th className="w-9 pl-0">
                <span className="sr-only">Actions</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {members.data.items.map((member) => (
              <Tr key={member.id}>
                <Td>
                  <span className="flex items-center gap-2.5">
                    <Avatar name={member.name} />
                    <span className="font-medium">{member.name}</span>
                    {member.you ? <Badge>You</Badge> : null}
                    {member.disabledAt ? <Badge tone="warn">Disabled</Badge> : null}
                  </span>
                </Td>
                <Td className="text-muted">{member.email}</Td>
                <Td>
                  {mayChange && !member.you ? (
                    <Select
                      size="compact"
                      quiet
                      aria-label={`Role of ${member.name}`}
                      value={member.role as Role}
                      onValue={(to) => role.mutate({ member, to })}
                      options={roles}
                    />
                  ) : (
                    <span className="capitalize">{member.role}</span>
                  )}
                </Td>
                <Td className="text-muted">{times.when(member.createdAt)}</Td>
                <Td className="w-9 pl-0 text-right">
                  {mayChange && !member.you ? (
                    <MemberMenu member={member} onPassword={() => setLinking(member)} onDisable={() => setDisabling(member)} />
                  ) : null}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      <Confirm
        open={disabling !== undefined}
        onOpenChange={(open) => !open && setDisabling(undefined)}
        title={disabling?.disabledAt ? `Let ${disabling.name} in again?` : `Disable ${disabling?.name ?? ""}?`}
        confirm={disabling?.disabledAt ? "Let in" : "Disable"}
        danger={!disabling?.disabledAt}
        onConfirm={async () => {
          if (!disabling) return;
          await api.post(`/members/${disabling.id}/${disabling.disabledAt ? "enable" : "disable"}`);
          await refresh();
        }}
      >
        <p>
          {disabling?.disabledAt
            ? "They can sign in with their password as before."
            : "They are signed out everywhere within seconds and cannot sign in. What they made stays."}
        </p>
      </Confirm>
      {linking ? (
        <PasswordLinkDialog member={linking} onMade={(made) => setLink({ member: linking, made })} onClose={() => setLinking(undefined)} />
      ) : null}
      {link ? <PasswordLinkShown member={link.member} link={link.made} onClose={() => setLink(undefined)} /> : null}
      {adding ? <AddMemberDialog onClose={() => setAdding(false)} onAdded={refresh} /> : null}
    </>
  );
}

function MemberMenu({ member, onPassword, onDisable }: { member: Member; onPassword: () => void; onDisable: () => void }) {
  return (
    <Menu
      trigger={
        <IconButton label={`What can be done with ${member.name}`} size="compact" tooltip={false}>
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      {member.disabledAt ? null : (
        <MenuItem icon={<KeyRound aria-hidden />} onSelect={onPassword}>
          New password…
        </MenuItem>
      )}
      {member.disabledAt ? (
        <MenuItem icon={<UserCheck aria-hidden />} onSelect={onDisable}>
          Let in again…
        </MenuItem>
      ) : (
        <MenuItem icon={<UserX aria-hidden />} danger onSelect={onDisable}>
          Disable…
        </MenuItem>
      )}
    </Menu>
  );
}

function AddMemberDialog({ onClose, onAdded }: { onClose: () => void; onAdded: () => Promise<void> }) {
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState<Role>("marketer");
  const add = useMutation({
    mutationFn: () => api.post("/members", { name, email, password, role }),
    onSuccess: async () => {
      await onAdded();
      toast({ title: `${name} can sign in` });
      onClose();
    },
  });
  return (
    <FormDialog
      title="Add a member"
      submit="Add"
      busy={add.isPending}
      error={add.error}
      onSubmit={() => add.mutateAsync()}
      onClose={onClose}
    >
      <Field label="Name" error={fieldProblem(add.error, "name")}>
        <Input value={name} onChange={(event) => setName(event.target.value)} autoFocus autoComplete="off" />
      </Field>
      <Field label="E-mail" error={fieldProblem(add.error, "email")}>
        <Input type="email" value={email} onChange={(event) => setEmail(event.target.value)} autoComplete="off" />
      </Field>
      <NewPasswordField
        label="First password"
        type="text"
        autoComplete="off"
        value={password}
        onValue={setPassword}
        error={fieldProblem(add.error, "password")}
      />
      <Field label="Role">
        <Select value={role} onValue={setRole} options={roles} />
      </Field>
    </FormDialog>
  );
}
