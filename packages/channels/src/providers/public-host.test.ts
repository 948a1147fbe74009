import { expect, test } from "vitest";
import { assertPublicHost, isPrivateAddress, type Lookup } from "./public-host.ts";

test.each([
  "127.0.0.1",
  "127.1.2.3",
  "0.0.0.0",
  "10.0.0.1",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "192.0.2.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::1",
  "::",
  "fe80::1",
  "fc00::1",
  "fd12::1",
  "ff02::1",
  "::ffff:127.0.0.1",
  "::ffff:10.0.0.1",
  "::ffff:a00:1",
  "64:ff9b::a00:1",
  "2002:7f00:1::",
  "2001:0:1::1",
  "2001:db8::1",
  "not an address",
  "",
])("%s is private", (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

test.each([
  "8.8.8.8",
  "172.15.0.1",
  "172.32.0.1",
  "100.63.0.1",
  "93.184.216.34",
  "2606:4700::1111",
  "2a00:1450:4001:800::200e",
  "::ffff:8.8.8.8",
])("%s is public", (address) => {
  expect(isPrivateAddress(address)).toBe(false);
});

const answers =
  (...addresses: string[]): Lookup =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

test("a name is checked after it was looked up, all of its addresses", async () => {
  expect(await assertPublicHost("smtp.example.com", { lookup: answers("93.184.216.34") })).toEqual([
    { address: "93.184.216.34", family: 4 },
  ]);
  await expect(assertPublicHost("evil.example.com", { lookup: answers("127.0.0.1") })).rejects.toThrow(/private or local/);
  await expect(assertPublicHost("evil.example.com", { lookup: answers("93.184.216.34", "10.0.0.5") })).rejects.toThrow(/private or local/);
  await expect(assertPublicHost("evil.example.com", { lookup: answers("93.184.216.34", "::1") })).rejects.toThrow(/private or local/);
});

test.each(["127.0.0.1", "[::1]", "localhost", "localhost.", "0x7f.1", "2130706433", "017700000001", "127.1"])(
  "%s is this machine, however it is spelled",
  async (host) => {
    await expect(assertPublicHost(host)).rejects.toThrow(/private or local|not known/);
  },
);

test.each(["", "user@smtp.example.com", "smtp.example.com/x", "a b"])("%j is no host name", async (host) => {
  await expect(assertPublicHost(host, { lookup: answers("93.184.216.34") })).rejects.toThrow(/not a host name/);
});

test("development and tests may call this machine when they say so", async () => {
  expect(await assertPublicHost("127.0.0.1", { allowPrivate: true })).toEqual([{ address: "127.0.0.1", family: 4 }]);
});

test("a name nobody knows is unavailable, and the message names no host", async () => {
  const failing: Lookup = () => Promise.reject(new Error("ENOTFOUND secret.example.com"));
  await expect(assertPublicHost("secret.example.com", { lookup: failing })).rejects.toMatchObject({
    code: "unavailable",
    message: expect.not.stringContaining("secret"),
  });
});
