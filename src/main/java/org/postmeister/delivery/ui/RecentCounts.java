package org.postmeister.delivery.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.util.List;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.DeliveryCount;

/** What became of mail in the last 24 hours: in numbers, and as bars for each hour. */
class RecentCounts extends Div {

  static final Duration PAST = Duration.ofHours(24);

  RecentCounts(List<DeliveryCount> counts, Messages messages, Times times) {
    addClassName("recent-counts");
    long delivered = counts.stream().mapToLong(DeliveryCount::delivered).sum();
    long deferred = counts.stream().mapToLong(DeliveryCount::deferred).sum();
    long refused = counts.stream().mapToLong(DeliveryCount::refused).sum();
    long uncertain = counts.stream().mapToLong(DeliveryCount::uncertain).sum();
    add(new Span(messages.get("messages.recent", delivered, deferred, refused, uncertain)));
    long most =
        counts.stream()
            .mapToLong(
                count -> count.delivered() + count.deferred() + count.refused() + count.uncertain())
            .max()
            .orElse(0);
    if (most > 0) {
      add(bars(counts, most, messages, times));
    }
  }

  private static Div bars(List<DeliveryCount> counts, long most, Messages messages, Times times) {
    Div bars = new Div();
    bars.addClassName("bars");
    // The numbers say the same.
    bars.getElement().setAttribute("aria-hidden", "true");
    for (DeliveryCount count : counts) {
      Div bar = new Div();
      bar.addClassName("bar");
      bar.setTitle(
          messages.get(
              "messages.hour",
              times.exact(count.beginsAt()),
              count.delivered(),
              count.deferred(),
              count.refused(),
              count.uncertain()));
      add(bar, "refused", count.refused(), most);
      add(bar, "uncertain", count.uncertain(), most);
      add(bar, "deferred", count.deferred(), most);
      add(bar, "delivered", count.delivered(), most);
      bars.add(bar);
    }
    return bars;
  }

  private static void add(Div bar, String kind, long count, long most) {
    Div part = new Div();
    part.addClassNames("bar-part", kind);
    part.setHeight(100.0 * count / most + "%");
    bar.add(part);
  }
}
