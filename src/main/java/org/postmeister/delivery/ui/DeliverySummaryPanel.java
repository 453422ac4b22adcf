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
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
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
        counted("summary.delivered", DeliveryCount::delivered, "ok", MessageState.ARRIVED, summary),
        counted("summary.refused", DeliveryCount::refused, "bad", MessageState.REFUSED, summary),
        counted("summary.uncertain", DeliveryCount::uncertain, "", MessageState.UNCERTAIN, summary),
        deferred(summary.deferred()),
        waiting(summary));
    took.setText(took(summary.timesToDelivery()));
    // Empty axes would say nothing that the sentence does not.
    chart.setVisible(!summary.hours().isEmpty());
    if (chart.isVisible()) {
      chart.show(bars(summary.hours()));
    }
  }

  // Of the period; what was retried or deleted since then has left the list, but not the number.
  private Component counted(
      String labelKey,
      ToLongFunction<DeliveryCount> part,
      String kind,
      MessageState state,
      DeliverySummary summary) {
    long value = summary.hours().stream().mapToLong(part).sum();
    Map<String, String> filter = new LinkedHashMap<>();
    filter.put("status", state.name());
    filter.put("ended", LocalDateTime.ofInstant(summary.since(), times.zone()).toString());
    Div number = number(labelKey, messages.get("grid.number", value), value, kind, filter);
    number.setTitle(getTranslation("summary.counted", times.exact(summary.since())));
    return number;
  }

  private Component deferred(int messagesDeferred) {
    return number(
        "summary.deferred",
        messages.get(
            messagesDeferred < DeliverySummary.MOST_DEFERRED ? "grid.number" : "summary.more",
            messagesDeferred),
        messagesDeferred,
        "warn",
        Map.of("status", MessageState.DEFERRED.name()));
  }

  private Component waiting(DeliverySummary summary) {
    Div number =
        number(
            "summary.waiting",
            messages.get("grid.number", summary.waiting()),
            summary.waiting(),
            "",
            Map.of("status", MessageState.WAITING.name()));
    if (summary.waitingSince() != null) {
      Span since =
          new Span(getTranslation("summary.since", times.relative(summary.waitingSince())));
      since.setTitle(times.withOffset(summary.waitingSince()));
      since.addClassName("cell-note");
      number.add(since);
    }
    return number;
  }

  private Div number(
      String labelKey, String text, long value, String kind, Map<String, String> filter) {
    RouterLink link = new RouterLink(text, MessagesView.class);
    link.setQueryParameters(QueryParameters.simple(filter));
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
