// Small pieces that the live view is built of. Text goes in as text: nothing here reads or writes markup.

const MONTHS = "January February March April May June July August September October November December".split(" ");

export function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

export function contextHref({ article_id: article, version, start, end }) {
  return `/articles/${encodeURIComponent(article)}/${version}?start=${start}&end=${end}#quote`;
}

export function origin({ outlet, published }) {
  const name = outlet ? element("bdi", {}, outlet) : element("span", { className: "unknown" }, "outlet unknown");
  return element("span", { className: "origin" }, name, " · ", when(published));
}

function when({ value, basis }) {
  if (value === null) return element("span", { className: "unknown" }, "undated");
  const [year, month, day] = value.split("-");
  const words = [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
  return element("time", { dateTime: value }, basis === "inferred" ? `${words} (inferred)` : words);
}
