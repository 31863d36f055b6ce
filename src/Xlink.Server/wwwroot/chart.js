// Draws the curve from the table below it, which has the values with or without this script.
"use strict";
(() => {
  const place = document.querySelector("[data-chart]");
  const table = place && document.getElementById(place.dataset.chart);
  if (!table || typeof uPlot === "undefined") {
    return;
  }

  const language = document.documentElement.lang;
  const labels = [];
  const dayStarts = [];
  const shown = [];
  const before = [];
  const value = text => text === "" ? null : Number(text);
  for (const body of table.tBodies) {
    dayStarts.push({ at: shown.length, label: body.dataset.day });
    for (const row of body.querySelectorAll("tr[data-value]")) {
      labels.push(row.cells[0].textContent);
      shown.push(value(row.dataset.value));
      before.push(value(row.dataset.before));
    }
  }

  const isWeek = dayStarts.length > 1;
  const dayAt = index => dayStarts.findLast(day => day.at <= index)?.label ?? "";
  // A value holds for its whole interval: two points each, so that also one alone between gaps is a line.
  const twice = values => values.flatMap(item => [item, item]);
  const x = labels.flatMap((_, index) => [index, index + 0.999]);
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const heads = table.tHead.rows[0].cells;
  const colour = name => {
    const probe = document.createElement("span");
    probe.style.color = `var(${name})`;
    place.append(probe);
    const result = getComputedStyle(probe).color;
    probe.remove();
    return result;
  };

  const timeOf = index => isWeek ? `${dayAt(index)} ${labels[index]}` : labels[index];

  // The intervals that get a label: every day of a week, else full hours as far apart as they fit.
  const splits = plot => {
    if (isWeek) {
      return dayStarts.map(day => day.at);
    }

    const hours = labels.flatMap((label, index) => label.slice(3, 5) === "00" ? [index] : []);
    const step = [1, 2, 3, 4, 6, 12].find(candidate => hours.length / candidate * 52 <= plot.bbox.width / devicePixelRatio) ?? 12;
    return hours.filter((_, index) => index % step === 0);
  };

  let plot = null;
  const draw = () => {
    plot?.destroy();
    const ink = colour("--ink-soft");
    const line = colour("--line");
    const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 }, font: "12px system-ui, sans-serif" };
    const showValue = (_, number) => number == null ? "–" : format.format(number);
    plot = new uPlot({
      width: place.clientWidth,
      height: place.clientHeight - 34,
      padding: [8, 8, 0, 0],
      scales: { x: { time: false }, y: { range: (_, low, high) => [Math.min(0, low ?? 0), high > 0 ? high * 1.08 : 1] } },
      cursor: { points: { size: 8 } },
      axes: [
        { ...axis, splits, values: (_, at) => at.map(index => isWeek ? dayAt(index).split(/[ ,]/)[0] : labels[index]?.slice(0, 5) ?? "") },
        { ...axis, size: 64, values: (_, at) => at.map(number => format.format(number)) },
      ],
      series: [
        { label: heads[0].textContent, value: (_, at) => at == null ? "–" : timeOf(Math.floor(at)) },
        { label: heads[2].textContent, stroke: colour("--series-before"), width: 1.5, dash: [6, 4], points: { show: false }, value: showValue },
        { label: heads[1].textContent, stroke: colour("--series"), fill: colour("--accent-soft").replace(/^rgb\((.*)\)$/, "rgba($1, .45)"), width: 2, points: { show: false }, value: showValue },
      ],
    }, [x, twice(before), twice(shown)], place);
  };

  place.dataset.drawn = "";
  draw();
  place.values = () => ({ labels, shown: plot.data[2].filter((_, point) => point % 2 === 0), before: plot.data[1].filter((_, point) => point % 2 === 0) });
  new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height: place.clientHeight - 34 })).observe(place);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();
