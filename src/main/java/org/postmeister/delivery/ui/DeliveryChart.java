package org.postmeister.delivery.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.dom.Element;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.Messages;

/** What became of mail, as stacked bars, and as a table for whoever cannot see them. */
@JavaScript("context://postmeister/chart.js")
public final class DeliveryChart extends Div {

  // With the version of the webjar in the pom.
  static final String LIBRARY = "webjars/chart.js/4.5.1/dist/chart.umd.min.js";

  /**
   * One bar.
   *
   * @param label when
   */
  public record Bar(String label, long delivered, long deferred, long refused, long uncertain) {}

  /** One color of all bars, from the bottom. */
  private enum Series {
    DELIVERED("--postmeister-ok", Bar::delivered),
    DEFERRED("--postmeister-warn", Bar::deferred),
    REFUSED("--postmeister-bad", Bar::refused),
    UNCERTAIN("--postmeister-quiet", Bar::uncertain);

    private final String color;
    private final ToLongFunction<Bar> value;

    Series(String color, ToLongFunction<Bar> value) {
      this.color = color;
      this.value = value;
    }
  }

  private record Drawn(String language, List<String> labels, List<DrawnSeries> series) {}

  private record DrawnSeries(String label, String color, List<Long> values) {}

  private final transient Messages messages;
  private final Element canvas = new Element("canvas");
  private final Details table = new Details();
  private transient @Nullable Drawn drawn;

  public DeliveryChart(Messages messages) {
    this.messages = messages;
    addClassName("delivery-chart");
    Div plot = new Div();
    plot.addClassName("delivery-plot");
    // The table says the same.
    plot.getElement().setAttribute("aria-hidden", "true");
    plot.getElement().appendChild(canvas);
    table.setSummaryText(getTranslation("chart.table"));
    add(plot, table);
  }

  public void show(List<Bar> bars) {
    drawn =
        new Drawn(
            getLocale().toLanguageTag(),
            bars.stream().map(Bar::label).toList(),
            Arrays.stream(Series.values())
                .map(series ->
                    new DrawnSeries(
                        label(series),
                        series.color,
                        bars.stream().map(series.value::applyAsLong).toList()))
                .toList());
    table.removeAll();
    table.add(tableOf(bars));
    if (isAttached()) {
      draw();
    }
  }

  @Override
  protected void onAttach(AttachEvent attachEvent) {
    draw();
  }

  private void draw() {
    if (drawn != null) {
      getElement()
          .executeJs("window.postmeisterChart.draw(this, $0, $1, $2)", canvas, LIBRARY, drawn);
    }
  }

  private String label(Series series) {
    return messages.get("MessageStatus." + series);
  }

  private NativeTable tableOf(List<Bar> bars) {
    NativeTable values = new NativeTable();
    NativeTableHeader header = values.getHead();
    NativeTableRow names = new NativeTableRow();
    names.add(new NativeTableHeaderCell(getTranslation("chart.when")));
    for (Series series : Series.values()) {
      names.add(new NativeTableHeaderCell(label(series)));
    }
    header.add(names);
    NativeTableBody body = values.getBody();
    for (Bar bar : bars) {
      NativeTableRow row = new NativeTableRow();
      NativeTableHeaderCell when = new NativeTableHeaderCell(bar.label());
      when.getElement().setAttribute("scope", "row");
      row.add(when);
      for (Series series : Series.values()) {
        row.add(new NativeTableCell(messages.get("grid.number", series.value.applyAsLong(bar))));
      }
      body.add(row);
    }
    return values;
  }
}
