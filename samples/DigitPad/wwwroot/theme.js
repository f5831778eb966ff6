// No module: it runs before anything is painted, so that a dark page never flashes white.
const themeKey = "digitpad-theme";
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : systemIsDark.matches;
}

/** Says "theme" on the document, for those who paint with its colours. */
function showTheme() {
  const button = document.getElementById("theme");
  button.textContent = isDark() ? "Light theme" : "Dark theme";
  document.dispatchEvent(new Event("theme"));
}

try {
  const remembered = localStorage.getItem(themeKey);
  if (remembered === "dark" || remembered === "light") {
    document.documentElement.dataset.theme = remembered;
  }
} catch {
  // A browser that keeps nothing follows the system.
}

systemIsDark.addEventListener("change", showTheme);
document.addEventListener("DOMContentLoaded", () => {
  document.getElementById("theme").addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem(themeKey, theme);
    } catch {
      // Then it holds until the page is left.
    }

    showTheme();
  });
  showTheme();
});
