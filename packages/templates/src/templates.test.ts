import { expect, test } from "vitest";
import { checkTemplate } from "./check.ts";
import { renderEmail } from "./render-email.ts";
import { renderSms } from "./render-sms.ts";
import type { EmailContent, LinkSigner } from "./types.ts";
import { variablesOf } from "./variables.ts";

const links: LinkSigner = { unsubscribeUrl: "https://in.example/u/tok", preferencesUrl: "https://in.example/p/tok" };
const marketing = { class: "marketing" as const, links, postalAddress: "Northkettle sp. z o.o.\nul. Józefa 18, Kraków" };
const html = `<h1>Hi {{ person.firstName | default: "there" }}</h1><p><a href="https://shop.example/cart?a=1&amp;b=2">See your cart</a></p>
<p>{{ postal_address }} <a href='{{ unsubscribe_url }}'>Unsubscribe</a> <a href="{{ preferences_url }}">Preferences</a></p>`;
const content: EmailContent = { subject: "{{ person.firstName }}, your kettle\nis waiting", html };
const person = { firstName: "Ana" };

test("a marketing mail has one-line subject, signed links, text and the headers of RFC 8058", async () => {
  const asked: string[] = [];
  const linkFor = (url: string) => {
    asked.push(url);
    return "https://in.example/c/click";
  };
  const mail = await renderEmail({
    content,
    person,
    ...marketing,
    links: { ...links, linkFor, openPixelUrl: "https://in.example/o/x.gif" },
  });
  expect(mail.subject).toBe("Ana, your kettle is waiting");
  expect(asked).toEqual(["https://shop.example/cart?a=1&b=2"]);
  expect(mail.html).toContain('<a href="https://in.example/c/click">See your cart</a>');
  expect(mail.html).toContain("Northkettle sp. z o.o., ul. Józefa 18, Kraków");
  expect(mail.html).toMatch(/<img src="https:\/\/in\.example\/o\/x\.gif"[^>]*>\s*<\/body>/);
  expect(mail.text).toContain("See your cart [https://in.example/c/click]");
  expect(mail.text).toContain("[https://in.example/u/tok]");
  expect(mail.headers).toEqual({ "List-Unsubscribe": "<https://in.example/u/tok>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" });
  expect(mail.warnings).toEqual([]);
});

test("without permission to track there is no pixel and links stay as written", async () => {
  const mail = await renderEmail({ content, person, ...marketing });
  expect(mail.html).not.toContain("<img");
  expect(mail.html).toContain('href="https://shop.example/cart?a=1&amp;b=2"');
});

test("marketing never leaves without unsubscribe link and postal address, whatever the template hides", async () => {
  const hiding = {
    ...content,
    html: "<p>Hello</p>{% if person.vip %}{{ postal_address }}<a href='{{ unsubscribe_url }}'>x</a>{% endif %}",
    text: "Hello",
  };
  const mail = await renderEmail({ content: hiding, person, ...marketing });
  expect(mail.html).toContain('<a href="https://in.example/u/tok">Unsubscribe</a>');
  expect(mail.html).toContain("Kraków");
  expect(mail.text).toBe("Hello\n\nUnsubscribe: https://in.example/u/tok");
  await expect(renderEmail({ content, person, ...marketing, links: {} })).rejects.toThrow(/without an unsubscribe link/);
});

test("transactional mail has no unsubscribe headers and no footer", async () => {
  const mail = await renderEmail({ content: { subject: "Receipt", html: "<p>Thanks</p>" }, class: "transactional", person, links: {} });
  expect(mail.headers).toEqual({});
  expect(mail.text).toBe("Thanks");
});

test("the plain text has the whole message: headings as written, no preheader, no pictures", async () => {
  const mail = await renderEmail({
    content: {
      subject: "s",
      preheader: "Peek",
      html: "<html><body><h1>Über uns</h1><img src='https://x/y.png' alt='A'><p>Text</p></body></html>",
    },
    class: "transactional",
    person,
    links: {},
  });
  expect(mail.text).toBe("Über uns\n\nText");
  expect(mail.html).toMatch(/<body><div style="display:none[^"]*">Peek/);
});

test.each([
  ["an output", "{{ person.firstName }}"],
  ["an attribute", '<a title="{{ person.firstName }}">x</a>'],
  ["a filter that decodes", "{{ person.encoded | url_decode }}"],
  ["json", "{{ person.firstName | json }}"],
  ["echo", "{% echo person.firstName %}"],
  ["the liquid tag", "{% liquid\necho person.firstName\n%}"],
  ["a captured value", "{% capture x %}{{ person.firstName }}{% endcapture %}{{ x | upcase }}{{ x }}"],
  ["a list", "{% assign x = person.firstName | split: ',' %}{{ x }}"],
  ["line breaks", "{{ person.firstName | newline_to_br }}"],
])("what a person typed never becomes markup: %s", async (_, source) => {
  const firstName = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;
  const hostile = { firstName, encoded: encodeURIComponent(firstName) };
  const mail = await renderEmail({ content: { subject: "s", html: source }, class: "transactional", person: hostile, links: {} });
  expect(mail.html).not.toMatch(/<script|<img|onerror='/i);
});

test("captured and escaped text is escaped once", async () => {
  const source = `{% capture hello %}Hi {{ person.firstName }} &amp; co{% endcapture %}{{ hello }} {{ person.firstName | escape }}`;
  const mail = await renderEmail({
    content: { subject: "s", html: source },
    class: "transactional",
    person: { firstName: "O'Brien" },
    links: {},
  });
  expect(mail.html).toContain("Hi O&#39;Brien &amp; co O&#39;Brien");
});

test("a link made of a person's data cannot run code", async () => {
  const mail = await renderEmail({
    content: { subject: "s", html: `<a href="{{ person.site }}">x</a><a onclick="alert(1)" href="https://ok.example">y</a>` },
    class: "transactional",
    person: { site: "java\tscript:alert(1)" },
    links: {},
  });
  expect(mail.html).toContain('<a href="#">x</a><a onclick="" href="https://ok.example">y</a>');
  expect(mail.warnings[0]?.message).toContain("emptied");
});

test("own properties only, and no way to files", async () => {
  const mail = await renderEmail({
    content: { subject: "{{ person.constructor.name }}|{{ person.__proto__ }}", html: "x" },
    class: "transactional",
    person,
    links: {},
  });
  expect(mail.subject).toBe("|");
  for (const tag of ["{% include 'x' %}", "{% render 'x' %}", "{% layout 'x' %}"]) {
    await expect(renderEmail({ content: { subject: "s", html: tag }, class: "transactional", person, links: {} })).rejects.toThrow(
      /stands alone/,
    );
  }
});

test("a template that would not end is stopped", async () => {
  const heavy = "{% for i in (1..100000) %}{% for j in (1..100000) %}x{% endfor %}{% endfor %}";
  const started = performance.now();
  await expect(renderEmail({ content: { subject: "s", html: heavy }, class: "transactional", person, links: {} })).rejects.toThrow(
    /takes too long/,
  );
  expect(performance.now() - started).toBeLessThan(5000);
});

test("dates are written in the person's zone", async () => {
  const source = "{{ event.at | date: '%Y-%m-%d %H:%M' }}";
  const render = (zone: string) =>
    renderEmail({
      content: { subject: source, html: "x" },
      class: "transactional",
      person,
      event: { at: "2026-11-24T23:30:00Z" },
      links: {},
      zone,
    });
  expect((await render("Asia/Tokyo")).subject).toBe("2026-11-25 08:30");
  expect((await render("America/New_York")).subject).toBe("2026-11-24 18:30");
});

test("empty variables without a fallback are named, their values never", async () => {
  const mail = await renderEmail({
    content: { subject: "{{ person.nick }} {{ person.firstName }}", html: "{% if person.vip %}v{% endif %}" },
    class: "transactional",
    person,
    links: {},
  });
  expect(mail.warnings).toEqual([
    { part: "subject", message: '{{ person.nick }} has no value here; give it a fallback: {{ person.nick | default: "…" }}.' },
  ]);
});

test("an SMS is not escaped, and says how many parts it takes", async () => {
  const sms = await renderSms({
    content: { text: "{{ person.firstName }}: https://shop.example/cart. Reply STOP to stop" },
    person: { firstName: "O'Brien & Søn" },
    class: "marketing",
    links: { ...links, linkFor: () => "https://s.example/c/1" },
  });
  expect(sms.text).toBe("O'Brien & Søn: https://s.example/c/1. Reply STOP to stop");
  expect(sms.size).toMatchObject({ encoding: "GSM-7", segments: 1 });
});

test("a good template has nothing to mend", () => {
  expect(checkTemplate({ ...content, subject: "{{ person.firstName | default: 'You' }}" }, "email")).toEqual([]);
  expect(variablesOf(content)).toEqual(["person.firstName", "postal_address", "preferences_url", "unsubscribe_url"]);
});

test.each([
  ["<p>\n  {{ person.name | shout }}</p>", "unknown_filter", 2, 3],
  ["<p>{% if person.vip %}x</p>", "not_closed", 1, 4],
  ["<p>{{ person.name </p>", "not_closed", 1, 4],
  ["{% frobnicate %}", "unknown_tag", 1, 1],
  ["{% cycle person.name %}", "unknown_tag", 1, 1],
  ["{{ person.name | raw }}", "no_raw", 1, 1],
  ["ok\n{{ first_name }}", "unknown_variable", 2, 4],
  ['\n<a href="javascript:alert(1)">x</a>', "unsafe_link", 2, 9],
  ['<a href="/cart">x</a>', "relative_link", 1, 9],
])("%j is wrong: %s at %i:%i", (source, code, line, column) => {
  const problems = checkTemplate({ subject: "s", html: source }, "email", { class: "transactional" });
  expect(problems).toContainEqual(
    expect.objectContaining({ code, line, column, severity: "error", part: "html", path: `html:${line}:${column}` }),
  );
});

test("marketing without a way out or an address cannot be published", () => {
  const codes = (options = {}) =>
    checkTemplate({ subject: "s", html: "<p>x</p>" }, "email", options)
      .filter((one) => one.severity === "error")
      .map((one) => one.code);
  expect(codes()).toEqual(["no_unsubscribe", "no_postal_address"]);
  expect(codes({ class: "transactional" })).toEqual([]);
});

test("variables nobody has are warned about against the known ones", () => {
  const problems = checkTemplate({ text: "{{ person.fristName | default: 'x' }} {{ event.properties.total | default: 0 }} STOP" }, "sms", {
    known: ["person.firstName", "event.properties.*"],
  });
  expect(problems.map((one) => [one.code, one.severity, one.column])).toEqual([["unseen_variable", "warning", 4]]);
});

test("what does not have the channel's form is a problem, not an exception", () => {
  expect(checkTemplate(null, "email")[0]).toMatchObject({ code: "form", severity: "error" });
  expect(checkTemplate({ subject: 5, html: "x" }, "email")[0]).toMatchObject({ code: "form", part: "subject" });
});

test("a list of an event is written out, and its items are not taken for unknown variables", async () => {
  const html = `{% for item in event.properties.products %}<li>{{ forloop.index }} {{ item.name }} {{ item.price | times: 2 }}</li>{% endfor %}{{ event.properties.products[0].name }}`;
  expect(checkTemplate({ subject: "s", html }, "email", { class: "transactional" }).filter((one) => one.severity === "error")).toEqual([]);
  const event = {
    properties: {
      products: [
        { name: "Kettle", price: 89 },
        { name: "<b>Moka</b>", price: 39 },
      ],
    },
  };
  const mail = await renderEmail({ content: { subject: "s", html }, class: "transactional", person, event, links: {} });
  expect(mail.html).toContain("<li>1 Kettle 178</li><li>2 &lt;b&gt;Moka&lt;/b&gt; 78</li>Kettle");
  expect(mail.warnings).toEqual([]);
});

test("what Outlook reads in comments, and everything else that is not a link, stays as it was written", async () => {
  const html = `<html><body bgcolor=white><!--[if mso]><table><tr><td><![endif]--><A HREF = https://shop.example/a >x</A><img src='https://x.example/a.png'   alt=""><a href='https://shop.example/b?x=1&amp;y="2"'>y</a><!--[if mso]></td></tr></table><![endif]--></body></html>`;
  const mail = await renderEmail({
    content: { subject: "s", html },
    class: "transactional",
    person,
    links: { linkFor: (url) => `https://in.example/c?${url.length}` },
  });
  expect(mail.html).toBe(
    html
      .replace("https://shop.example/a ", '"https://in.example/c?22" ')
      .replace(`'https://shop.example/b?x=1&amp;y="2"'`, '"https://in.example/c?32"'),
  );
});
