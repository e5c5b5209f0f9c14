// A formula that is wider than the page scrolls; with this, from the keyboard too.
addEventListener("load", () => {
  for (const formula of document.querySelectorAll("math")) {
    if (formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0;
  }
});
