package org.postmeister.delivery.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.DeliveryCount;
import org.postmeister.delivery.overview.DeliverySummary;
import org.postmeister.delivery.overview.DeliverySummary.TimesToDelivery;
import org.postmeister.delivery.overview.DeliverySummaryService;

/**
 * How mail has been: in numbers, each of which opens the messages that it counts, and as a chart.
 */
public final class DeliverySummaryPanel extends Composite<Section> {

  /** What can be looked back on. */
  private enum Period {
    DAY(Duration.ofHours(24)),
    WEEK(Duration.ofDays(7)),
    MONTH(Duration.ofDays(30));

    private final Duration past;

    Period(Duration past) {
      this.past = past;
    }

    ChronoUnit bars() {
      return this == DAY ? ChronoUnit.HOURS : ChronoUnit.DAYS;
    }
  }

  private final transient DeliverySummaryService service;
  private final transient Messages messages;
  private final transient Times times;
  private final Select<Period> period = new Select<>();
  private final Div numbers = new Div();
  private final Paragraph took = new Paragraph();
  private final DeliveryChart chart;
  // The background check for changes reads both without holding the session lock.
  private volatile Period chosen = Period.DAY;
  private transient volatile @Nullable DeliverySummary shown;

  public DeliverySummaryPanel(DeliverySummaryService service, Messages messages, Times times) {
    this.service = service;
    this.messages = messages;
    this.times = times;
    this.chart = new DeliveryChart(messages);
    period.setItems(Period.values());
    period.setItemLabelGenerator(value -> getTranslation("summary.period." + value));
    period.setValue(Period.DAY);
    period.setAriaLabel(getTranslation("summary.period"));
    period.addValueChangeListener(change -> {
      chosen = change.getValue();
      show(look());
    });
    numbers.addClassName("numbers");
    took.addClassName("quiet");
    Div head = new Div(new H2(getTranslation("summary.title")), period);
    head.addClassName("card-head");
    getContent().addClassNames("card", "card-wide");
    getContent().add(head, numbers, chart, took);
  }

  /** The current numbers, for {@link #show}; need not be called on the UI thread. */
  public DeliverySummary look() {
    return service.of(chosen.past);
  }

  /** Shows numbers, unless they are shown already. */
  public void show(DeliverySummary summary) {
    if (summary.equals(shown)) {
      return;
    }
    shown = summary;
    numbers.removeAll();
    numbers.add(
        number(
            "summary.delivered",
            summary.hours().stream().mapToLong(DeliveryCount::delivered).sum(),
            "ok",
            MessageState.DELIVERED),
        number(
            "summary.deferred",
            summary.hours().stream().mapToLong(DeliveryCount::deferred).sum(),
            "warn",
            MessageState.DEFERRED),
        number(
            "summary.refused",
            summary.hours().stream().mapToLong(DeliveryCount::refused).sum(),
            "bad",
            MessageState.REFUSED),
        number(
            "summary.uncertain",
            summary.hours().stream().mapToLong(DeliveryCount::uncertain).sum(),
            "",
            MessageState.UNCERTAIN),
        waiting(summary));
    took.setText(took(summary.timesToDelivery()));
    // Empty axes would say nothing that the sentence does not.
    chart.setVisible(!summary.hours().isEmpty());
    if (chart.isVisible()) {
      chart.show(bars(summary.hours()));
    }
  }

  private Component waiting(DeliverySummary summary) {
    Component number = number("summary.waiting", summary.waiting(), "", MessageState.WAITING);
    if (summary.waitingSince() != null) {
      Span since =
          new Span(getTranslation("summary.since", times.relative(summary.waitingSince())));
      since.setTitle(times.withOffset(summary.waitingSince()));
      since.addClassName("cell-note");
      number.getElement().appendChild(since.getElement());
    }
    return number;
  }

  private Component number(String labelKey, long value, String kind, MessageState state) {
    RouterLink link = new RouterLink(messages.get("grid.number", value), MessagesView.class);
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("status", state.name());
    // What waits or was put off may be older than the period.
    if (state != MessageState.WAITING && state != MessageState.DEFERRED) {
      parameters.put(
          "from",
          LocalDate.ofInstant(times.now(), times.zone())
              .minusDays(chosen.past.toDays())
              .toString());
    }
    link.setQueryParameters(QueryParameters.simple(parameters));
    link.addClassName("number-value");
    if (value > 0 && !kind.isEmpty()) {
      link.addClassName("number-" + kind);
    }
    Span label = new Span(getTranslation(labelKey));
    label.addClassName("number-label");
    link.getElement().setAttribute("aria-label", getTranslation(labelKey) + ": " + link.getText());
    Div number = new Div(label, link);
    number.addClassName("number");
    return number;
  }

  private String took(@Nullable TimesToDelivery known) {
    return known == null
        ? getTranslation("summary.took.none")
        : getTranslation(
            "summary.took",
            times.length(known.median()),
            times.length(known.most()),
            known.messages());
  }

  // Also those without any mail.
  private List<DeliveryChart.Bar> bars(List<DeliveryCount> hours) {
    ChronoUnit unit = chosen.bars();
    ZoneId zone = times.zone();
    Function<Instant, Instant> begin = at -> at.atZone(zone).truncatedTo(unit).toInstant();
    Map<Instant, List<DeliveryCount>> known =
        hours.stream().collect(Collectors.groupingBy(hour -> begin.apply(hour.beginsAt())));
    List<DeliveryChart.Bar> bars = new ArrayList<>();
    Instant now = times.now();
    for (Instant at = begin.apply(now.minus(chosen.past).plus(1, unit));
        !at.isAfter(now);
        at = at.plus(1, unit)) {
      List<DeliveryCount> of = known.getOrDefault(at, List.of());
      bars.add(
          new DeliveryChart.Bar(
              label(at, unit, zone),
              of.stream().mapToLong(DeliveryCount::delivered).sum(),
              of.stream().mapToLong(DeliveryCount::deferred).sum(),
              of.stream().mapToLong(DeliveryCount::refused).sum(),
              of.stream().mapToLong(DeliveryCount::uncertain).sum()));
    }
    return bars;
  }

  private String label(Instant at, ChronoUnit unit, ZoneId zone) {
    if (unit == ChronoUnit.DAYS) {
      return DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT)
          .withLocale(messages.locale())
          .format(LocalDate.ofInstant(at, zone));
    }
    return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
        .withLocale(messages.locale())
        .withZone(zone)
        .format(at);
  }
}
