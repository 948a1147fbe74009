export const storageKey = "journeyman.theme";

/** Runs in the head before the first paint, so that no screen flashes in the other theme. */
export const themeScript = `(function(){try{var t=localStorage.getItem("${storageKey}");var d=t==="dark"||(t!=="light"&&matchMedia("(prefers-color-scheme: dark)").matches);document.documentElement.classList.toggle("dark",d)}catch(e){}})()`;
