package org.postmeister.delivery.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.internal.PendingJavaScriptInvocation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postmeister.common.ui.Messages;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;

/** What is drawn, and the same as a table. */
class DeliveryChartTest extends ViewTest {

  @Autowired private Messages messages;

  @Test
  void theLibraryIsWhereItIsLoadedFrom() {
    assertThat(getClass().getResource("/META-INF/resources/" + DeliveryChart.LIBRARY)).isNotNull();
  }

  @Test
  void drawsWhatTheTableSays() {
    DeliveryChart chart = new DeliveryChart(messages);
    chart.show(List.of(new DeliveryChart.Bar("08:00", 1200, 3, 2, 1)));
    UI.getCurrent().add(chart);
    UI.getCurrent().getInternals().getStateTree().runExecutionsBeforeClientResponse();

    assertThat(
            UI.getCurrent().getInternals().dumpPendingJavaScriptInvocations().stream()
                .map(PendingJavaScriptInvocation::getInvocation)
                .filter(invocation -> invocation.getExpression().contains("postmeisterChart.draw"))
                .map(invocation -> invocation.getParameters().get(2).toString()))
        .singleElement()
        .asString()
        .contains("08:00", "Delivered", "1200");
    assertThat(_find(NativeTableCell.class))
        .extracting(NativeTableCell::getText)
        .containsExactly("1,200", "3", "2", "1");
  }
}
