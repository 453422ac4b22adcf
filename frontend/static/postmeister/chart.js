// Draws what DeliveryChart.java passes with Chart.js, which is loaded when it is first needed. A
// classic script: pages run only what trusted scripts add to them, and the texts that the server
// sends to be run cannot import modules.
(() => {
  let library;

  function load(url) {
    library ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = url;
      script.onload = () => resolve(window.Chart);
      script.onerror = () => {
        library = undefined;
        script.remove();
        reject(new Error('The chart library cannot be loaded'));
      };
      document.head.append(script);
    });
    return library;
  }

  // Colors follow the color scheme, which a canvas does not.
  function color(host, name) {
    const probe = document.createElement('span');
    probe.style.color = `var(${name})`;
    host.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  }

  function paint(host, chart, data) {
    const quiet = color(host, '--postmeister-quiet');
    const line = color(host, '--postmeister-line');
    chart.data.datasets.forEach((set, index) => {
      set.backgroundColor = color(host, data.series[index].color);
    });
    for (const axis of Object.values(chart.options.scales)) {
      axis.ticks.color = quiet;
      axis.grid.color = line;
    }
    chart.options.plugins.legend.labels.color = quiet;
    chart.update('none');
  }

  async function draw(host, canvas, url, data) {
    const Chart = await load(url);
    host.chart?.destroy();
    if (!host.isConnected) {
      return;
    }
    host.classList.add('drawn');
    Chart.defaults.font.family = getComputedStyle(host).fontFamily;
    const number = new Intl.NumberFormat(data.language);
    const chart = new Chart(canvas, {
      type: 'bar',
      data: {
        labels: data.labels,
        datasets: data.series.map((series) => ({
          label: series.label,
          data: series.values,
          backgroundColor: color(host, series.color),
          maxBarThickness: 40,
        })),
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        interaction: { mode: 'index', intersect: false },
        scales: {
          x: { stacked: true, grid: { display: false }, ticks: { maxRotation: 0, autoSkipPadding: 12 } },
          y: {
            stacked: true,
            beginAtZero: true,
            grid: {},
            ticks: { precision: 0, callback: (value) => number.format(value) },
          },
        },
        plugins: {
          legend: { position: 'bottom', labels: { boxWidth: 12, boxHeight: 12 } },
          tooltip: {
            callbacks: { label: (item) => `${item.dataset.label}: ${number.format(item.raw)}` },
          },
        },
      },
    });
    host.chart = chart;
    paint(host, chart, data);
    host.schemeObserver?.disconnect();
    host.schemeObserver = new MutationObserver(() => paint(host, chart, data));
    host.schemeObserver.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['style', 'theme', 'class'],
    });
    matchMedia('(prefers-color-scheme: dark)').onchange = () => paint(host, chart, data);
  }

  window.postmeisterChart = { draw };
})();
