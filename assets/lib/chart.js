// <x-chart src="id" kind="line|bar">: draws {labels, series: [{name, values}], unit} of a json_script,
// with the same figures as a table one click away.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { element, text } from "./page.js";

echarts.use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const FONT = '"Inter Variable", sans-serif';
const SERIES = 6;

class XChart extends HTMLElement {
  connectedCallback() {
    this.data = JSON.parse(document.getElementById(this.getAttribute("src")).textContent);
    this.number = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact" });
    this.exact = new Intl.NumberFormat(document.documentElement.lang);
    this.box = element("div", { className: "chart-box" });
    this.box.setAttribute("role", "img");
    this.box.setAttribute("aria-label", this.getAttribute("label") ?? "");
    this.replaceChildren(this.tools(), this.box, this.table());
    this.chart = echarts.init(this.box);
    this.draw = () => this.chart.setOption(this.options(), true);
    this.draw();
    this.resizer = new ResizeObserver(() => this.chart.resize());
    this.resizer.observe(this.box);
    document.addEventListener("theme:change", this.draw);
  }

  disconnectedCallback() {
    document.removeEventListener("theme:change", this.draw);
    this.resizer.disconnect();
    this.chart.dispose();
  }

  tools() {
    const button = element("button", { type: "button", className: "btn", textContent: text("asTable") });
    Object.assign(button.dataset, { variant: "ghost", size: "sm" });
    button.addEventListener("click", () => {
      const table = this.querySelector(".chart-table");
      table.hidden = !table.hidden;
      this.box.hidden = !table.hidden;
      button.textContent = text(table.hidden ? "asTable" : "asChart");
    });
    return element("div", { className: "chart-tools" }, button);
  }

  table() {
    const cell = (tag, words, scope) => element(tag, { textContent: words, ...(scope && { scope }), className: tag === "td" ? "num" : "" });
    const { labels, series } = this.data;
    const head = element("tr", {}, cell("th", "", "col"), ...series.map(({ name }) => element("th", { textContent: name, scope: "col", className: "num" })));
    const rows = labels.map((label, at) => element("tr", {}, cell("th", label, "row"), ...series.map(({ values }) => cell("td", this.exact.format(values[at])))));
    const table = element("table", { className: "table" }, element("thead", {}, head), element("tbody", {}, ...rows));
    const scroll = element("div", { className: "table-scroll chart-table", hidden: true, tabIndex: 0 }, table);
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", this.getAttribute("label") ?? "");
    return scroll;
  }

  options() {
    const ink = colour("--muted-foreground");
    const rule = colour("--border");
    const words = { color: ink, fontFamily: FONT, fontSize: 12 };
    return {
      aria: { enabled: true },
      animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      animationDuration: 300,
      textStyle: { fontFamily: FONT },
      grid: { left: 4, right: 8, top: 36, bottom: 4, containLabel: true },
      legend: { show: this.data.series.length > 1, left: 0, top: 0, icon: "circle", itemWidth: 8, itemHeight: 8, textStyle: words },
      tooltip: {
        trigger: "axis",
        renderMode: "richText", // the HTML one writes style attributes, which the page forbids
        backgroundColor: colour("--popover"),
        borderColor: rule,
        padding: [8, 12],
        textStyle: { color: colour("--foreground"), fontFamily: FONT, fontSize: 12 },
        valueFormatter: (value) => this.exact.format(value),
      },
      xAxis: { type: "category", data: this.data.labels, boundaryGap: this.kind === "bar", axisLine: { lineStyle: { color: rule } }, axisTick: { show: false }, axisLabel: words },
      yAxis: { type: "value", splitLine: { lineStyle: { color: rule } }, axisLabel: { ...words, formatter: (value) => this.number.format(value) } },
      series: this.data.series.map((one, at) => this.line(one, colour(`--series-${(at % SERIES) + 1}`))),
    };
  }

  get kind() {
    return this.getAttribute("kind") ?? "line";
  }

  line({ name, values }, color) {
    if (this.kind === "bar") return { name, type: "bar", data: values, color, barMaxWidth: 28, itemStyle: { borderRadius: [3, 3, 0, 0] } };
    return { name, type: "line", data: values, color, smooth: 0.25, showSymbol: false, lineStyle: { width: 2 }, areaStyle: { opacity: 0.07 } };
  }
}

/** ECharts does not read oklch, so the browser turns a token into rgb. */
function colour(token) {
  const brush = new OffscreenCanvas(1, 1).getContext("2d");
  brush.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(token).trim();
  brush.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
  return `rgba(${red},${green},${blue},${alpha / 255})`;
}

customElements.define("x-chart", XChart);
