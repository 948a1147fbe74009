/** Before anything is drawn: what was chosen here, else what the system prefers. */
{
  const chosen = localStorage.getItem("theme");
  const dark = chosen === null ? matchMedia("(prefers-color-scheme: dark)").matches : chosen === "dark";
  document.documentElement.classList.toggle("dark", dark);
}
