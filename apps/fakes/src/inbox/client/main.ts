import { emptyInbox, follow } from "./api.ts";
import { byId, h, selectById, toast } from "./dom.ts";
import { drawFaults } from "./faults.ts";
import { drawFilters, drawList, walk } from "./list.ts";
import { drawMail } from "./mail.ts";
import { drawPhone } from "./phone.ts";
import { change, onChange, state, type View } from "./state.ts";

function drawViews(): void {
  const names: Record<View, string> = { list: "Messages", mail: "Mail", phone: "Phone", faults: "Told to fail" };
  document.querySelector("main")?.setAttribute("data-view", state.view);
  byId("views").replaceChildren(
    ...(Object.keys(names) as View[]).map((view) =>
      h(
        "button",
        { type: "button", "aria-pressed": String(state.view === view), "data-of": view, click: () => change({ view }) },
        names[view],
      ),
    ),
  );
}

onChange(() => {
  drawViews();
  drawFilters();
  drawList();
  void drawMail();
  drawPhone();
  drawFaults();
});

selectById("person").addEventListener("change", (event) => change({ person: (event.target as HTMLSelectElement).value, shown: 200 }));
selectById("number").addEventListener("change", (event) => change({ number: (event.target as HTMLSelectElement).value }));
byId("search").addEventListener("input", (event) => change({ search: (event.target as HTMLInputElement).value, shown: 200 }));
byId("theme").addEventListener("click", () => {
  const dark = document.documentElement.classList.toggle("dark");
  localStorage.setItem("theme", dark ? "dark" : "light");
});

// What is gone is gone, so the first click asks and the second one does it.
let sure = false;
byId("empty").addEventListener("click", () => {
  if (sure) void emptyInbox();
  else toast("Empty the inbox? What was accepted stays in the log file.", { label: "Empty", run: () => void emptyInbox() });
  sure = !sure;
  setTimeout(() => (sure = false), 6000);
});

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (typing || event.metaKey || event.ctrlKey || event.altKey) return;
  if (event.key === "ArrowDown" || event.key === "j") walk(1);
  else if (event.key === "ArrowUp" || event.key === "k") walk(-1);
  else if (event.key === "/") byId("search").focus();
  else return;
  event.preventDefault();
});

change();
follow();
